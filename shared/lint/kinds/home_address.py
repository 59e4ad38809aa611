"""Where somebody lives. The place of the incident has its own fields; block numbers there are no home."""

_N = r"(?:(?:# ?)?\d{1,6}(?:[- ]?1/2)?[a-z]?)"
_NAME = r"(?:(?:[nsew]|no|so|north|south|east|west|ne|nw|se|sw)\.? )?(?:[\w'.]+ ){1,4}?"
# 1234 W 7th St Apt 3; calle Siete 1234; Calle Union #1421, apto 5.
_STREET = (
    rf"(?:{_N} {_NAME}{{street}}|{_N},? (?:de )?(?:la |el )?(?:<calle|avenida|av|blvd|bulevar>|<c>/) [\w ]{{2,25}}"
    rf"|(?:la )?<calle|avenida|av|blvd|bulevar>\.? [\w .]{{1,25}}?,? ?(?:numero |num\.? |no\.? |#)? ?\d{{1,6}})"
)
_UNIT = (
    r"(?:<apt|apartment|apartments|apto|apartamento|departamento|depto|dept|unit|unidad|rm|room|space|spc|trailer"
    r"|cuarto|bldg|interior|int|lot|casa|casa numero|casa num>(?![a-z])\.? ?#? ?(?!is |was |in |on |at |and |building"
    r"|complex|with|where|del? |en |con |manager|door)[\w-]{1,5}|# ?\w{1,5})"
)
_LIVES = (
    r"(?:<lives|livs|lives|lived|live|living|resides|resids|residing|resideing|reside|resided|stays|staying|stayed"
    r"|sleeps|vive|viven|vivia|vivian|vivo|vivimos|vives|rentamos|rento|reside|residen|residia|radica|dwells|rents"
    r"|renta|alquila|queda|quedan|duerme|habita|habitan|crashes|crashing|sleeping|slept|duermen>)"
)
_DWELLS = r"(?:<lives|lived|live|resides|resided|vive|viven|vivia|reside|rents|renta>)"
_OWN = (
    r"(?:his|her|their|my|our|su|sus|mi|[a-z]+'s|[a-z]+s'|the (?:victim|witness|driver|detainee|subject|man|woman"
    r"|family|suspect|caller|reporter|arrestee)(?:'?s)?)"
)
_HOME = (
    r"(?:<home|house|residence|apartment|apt|address|adress|addres|adres|addr|addy|place|dwelling|casa|domicilio"
    r"|apartamento|departamento|hogar|direccion|vivienda|residencia>)"
)
_ROLE = (
    r"(?:witness|victim|subject|suspect|driver|detainee|arrestee|resident|tenant|neighbor|caller|reporter|family|wife"
    r"|husband|mother|father|owner|employee|testigo|victima|detenido|vecin[oa]|familia|espos[oa]|r/o|p/r|wit|vict|susp)"
)

# How a house is told from its neighbours, and what is told so.
_LOOKS = (
    r"(?:first|second|third|fourth|fifth|last|corner|end|back|rear|front|upstairs|downstairs|top|bottom|only|pink|blue"
    r"|green|yellow|white|red|gray|grey|brown|orange|purple|tan|beige|two-story|one-story|big|small|little|old"
    r"|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|ultim[ao]|rosa|rosada|azul|verde|amarill[ao]|blanc[ao]|roj[ao]"
    r"|gris|cafe|naranja|morad[ao]|de la esquina|de atras|de enfrente|del fondo|de arriba|de abajo|de dos pisos)"
)
_BUILT = (
    r"(?:house|home|apartment|building|trailer|unit|duplex|bungalow|door|complex|garage|casa|casita|trailer|traila"
    r"|departamento|apartamento|edificio|puerta|vivienda|cochera|garaje|yarda|lote)"
)

# Whose home it may be, besides the people of the scene.
_KIN = (
    r"(?:cousin|brother|sister|son|daughter|aunt|uncle|grandmother|grandfather|boyfriend|girlfriend|friend|man|woman"
    r"|guy|lady|parents|rp|kid|senora?|hij[oa]|herman[oa]|prim[oa]|ti[oa]|abuel[oa]|novi[oa]|muchach[oa]|hombre|mujer"
    r"|mama|papa|suegr[oa]|amig[oa])"
)
_PAPER = r"<cdl|dl|id|id card|license|licence|licencia|identificacion|ine|paperwork|mail|bill|envelope|recibo|sobre>"

HITS = (
    # In the third house east of the laundry; en el último tráiler del parque: a place, told by its looks.
    rf"(?:<lives|lived|live|resides|stays|vive|viven|vivia|vivian|renta|rents>)(?: (?:with (?:his|her|their) \w+"
    rf"|con su \w+|right|just|over|there|ahi|alli|alla))* (?:in|at|en) (?P<it>(?:the |el |la |that |ese "
    rf"|esa )(?:{_LOOKS} )+(?:{_BUILT})(?: (?:{_LOOKS}))*(?: (?:on|off|of|from|past|behind|next|east|west|north|south"
    rf"|near|at|de|del|en|junto|frente|atras|despues|con|al)(?![a-z])[^.;!?]{{0,60}})?)",
    rf"(?:<lives|lived|live|resides|stays|vive|viven|vivia|vivian|renta|rents>) (?:in|at|en) (?P<it>(?:the |el "
    rf"|la )?(?:{_BUILT}) (?:{_LOOKS})(?: (?:on|off|behind|next to|past|de|del|en|junto|frente|atras"
    rf"|al)(?![a-z])[^.;!?]{{0,60}})?)",
    r"(?:<lives|lived|live|resides|stays|vive|viven|vivia|renta|rents>)(?: (?:right|just|directly|ahi|justo|there"
    r"|alli))* (?P<it>(?:above|upstairs (?:from|of)|over|behind|in back of|next (?:door )?to|across from|below"
    r"|arriba de|encima de|atras de|detras de|al lado de|a lado de|enfrente de|junto a|debajo de|arriba del|atras del"
    r"|detras del|enfrente del|al lado del) (?:the |a |la |el |un |una )?[\w' ]{2,40}? (?:on|at|en) (?!the |la |el |a "
    r"|this )[\w' ]{2,30})",
    # Her house on Fickett, number 912; su casa está en la Fresno 644; staying at 14310 Vanowen.
    rf"(?:{_HOME}|{_LIVES})(?: (?:is|was|over|located|esta|queda|up|con \w+ \w+|with \w+ \w+))* (?:on|in|at|en|sobre"
    rf"|por|off) (?P<it>(?:la |el )?(?:[nsew]\.? )?[a-z][\w']+(?: [a-z][\w']+)?,? (?:number|numero|num\.?|no\.?"
    rf"|#) ?\d{{2,6}})",
    rf"(?:{_OWN} {_HOME}|{_LIVES})(?: (?:is|was|esta|queda))* (?:en|at|on|sobre) (?P<it>(?:la "
    rf"|el )?[a-z][\w']+(?: [a-z][\w']+)? \d{{3,5}})(?! ?(?:block|anos|years|hours|hrs|hundred))",
    rf"(?:quedando|quedandose|viviendo|durmiendo|staying|living|crashing)(?: \w+){{0,4}}? (?:en|at|in) (?:el |la "
    rf"|the )?(?P<it>\d{{3,6}} (?:[nsew]\.? )?[a-z][\w']+(?:,? {_UNIT})?)(?! (?:block|people|personas|hours))",
    # Lives at 1234 W 7th St; vive en la calle Union 1421; stays in apartment 12.
    rf"{_LIVES}(?: [^ .;!?]+){{0,7}}? (?:{_STREET}|{_UNIT})(?:,? ?{_UNIT})?",
    rf"{_LIVES}(?: (?:with \w+ \w+|alone|upstairs|downstairs|nearby|now|just|right|still|currently|con su \w+|solo|ahi"
    rf"|actualmente|over|off|cerca))*(?: (?:at|@|on|off|in|en|sobre|de"
    rf"|near))+ (?P<it>(?:the (?:\d+ block of )?)?{_N}(?: block)?(?! (?:years?|months?|weeks?|days?|blocks?|feet"
    rf"|people|minutes|miles|yards|houses|hours|anos?|meses|cuadras|dias|semanas|personas|minutos|doors?|others|adults"
    rf"|kids|children))(?: [\w'.#-]+){{0,4}})",
    rf"{_LIVES}(?: (?:at|on|off|in|en|sobre|por))+ (?:the corner of |la esquina de )?(?P<it>(?:[nsew]\.? )?(?!the |a "
    rf"|this |that |same |our |my |his |la |el )(?:[\w']+ ){{1,3}}{{street}})(?! (?:area|division))",
    rf"{_LIVES}(?: (?:at|on|off|in|en|sobre|por))+ (?:la |el )?(?P<it>(?:calle|avenida|av|bulevar) (?!de |con |y )\w+)",
    rf"{_LIVES} (?:en|sobre|por|at|on) (?P<it>(?:la |el )?(?:[a-z][\w.']* ){{1,3}}?(?:#|no\.? |num\.? "
    rf"|numero )? ?\d{{3,6}})(?! ?(?:anos|years|block))",
    rf"{_LIVES} (?:por|en|on|near|off|at|in) (?:the corner of |la esquina de )?(?P<it>(?:la |el )?\d+(?:th|st|nd"
    rf"|rd)? (?:y|and|&) (?:la )?\w+|\w+ (?:y|and|&) (?:la )?\d+(?:th|st|nd|rd)?)",
    # Two doors down at 1517; in the 845 of; the house of the cousin is at 1911 W 12th St.
    rf"{_DWELLS}(?: (?!until|till|since|hasta|desde)[a-z']+){{0,5}}?,? (?:at|@|en el|en la|number|numero"
    rf"|no\.?) (?P<it>#?{_N}(?: de (?:la |el )?[\w ]{{2,20}})?)(?= ?[.,;)]|$| (?:and|with|y|con|who|upstairs"
    rf"|atras)(?![a-z]))",
    rf"{_DWELLS}[^.;!?\d]{{0,25}} (?P<it>\w+,? (?:number|numero|num\.?|no\.|#) ?\d{{1,5}})",
    rf"(?P<it>{_HOME} (?:of|de|del) (?:la |el |the |mi |su |his |her |my |un |una )*(?:{_ROLE}|{_KIN})(?: (?:is|was"
    rf"|esta|es|queda|at|on|en|el|la|located|listed|as))*[ ,:(]+(?:{_STREET}|{_N} (?:[nsew]\.? )?\w+))",
    rf"{_ROLE} (?:in|of|from|at|de|en|del) (?:el |la |the )?(?P<it>(?:apt|apartment|apto|apartamento|departamento"
    rf"|depto)(?![a-z])\.? ?#? ?(?!is |was |in |on |at |and |building|complex)[\w-]{{1,5}})",
    rf"(?P<it>{_STREET}(?:,? ?{_UNIT})?),? (?:as|como) (?:{_OWN}|an?|the|el|la) (?:\w+ )?{_HOME}",
    rf"{_PAPER}(?: \w+)? (?:shows?|showed|says|said|lists?|listed|reads?|dice|decia|with|con)(?: (?:an?|the|una|la"
    rf"|address|of|at|direccion|de|adress))* (?P<it>{_STREET}(?:,? ?{_UNIT})?)",
    rf"(?:moved in(?:to)?|moving in(?:to)?|se mud\w+)(?: \w+){{0,3}}? (?:to|at|a|al|en|into|with) (?P<it>{_STREET}"
    rf"|{_UNIT})",
    rf"{_OWN} (?:\w+ )?(?:house|home|apartment|place|residence|casa|apartamento|domicilio)(?: (?:is|was|over|just|down"
    rf"|located|esta|queda|up))* (?:on|off|en|sobre) (?P<it>(?:la )?(?:[nsew]\.? )?(?!the |this |that |la "
    rf"|el )(?:[\w']+ ){{1,3}}?{{street}})",
    # The other way round: 1234 W 7th St, where she lives.
    rf"(?P<it>{_STREET}(?:,? ?{_UNIT})?),? (?:is |was |es |which is )?(?:{_OWN} (?:\w+ )?{_HOME}|where (?:he|she|they"
    rf"|the \w+) {_LIVES}|donde (?:ella |el )?{_LIVES})",
    rf"(?:res|resd|rsd|r/a|res addr|res address) (?P<it>{_STREET})(?:,? ?{_UNIT})?",
    rf"(?:res|resd|residence|rsd|r/a|home|hm|casa|dom)[.:]+ ?(?P<it>{_STREET}|{_N} (?:[nsew] )?\w+)(?:,? ?{_UNIT})?",
    # Home address: ...; his house at ...; su casa en ...
    rf"(?:<home|residential|residence|mailing|house|personal|permanent|current> (?:<address|addresses|adress|addres"
    rf"|adres|addy>)|<homeaddress>|home addr\.?|<direccion> (?:de (?:su |la )?(?:casa|domicilio|vivienda)|particular"
    rf"|residencial|personal|del domicilio)|<domicilio>(?: particular"
    rf"| actual)?)(?: [\w']+){{0,5}}?[ :=,#-]+(?:{_STREET}|{_N} [a-z0-9][\w.]*|{_UNIT})(?:,? ?{_UNIT})?",
    rf"(?:<residence|domicilio|residencia>)(?: (?:is|was|es|era|at|on|en|located|listed|as|a))+ (?:{_STREET})",
    rf"(?:{_OWN} )?(?:room|space|spc|lot|cuarto|habitacion|espacio|lote|traila|trailer) #?\w{{1,4}},? (?:at|of|in|del?"
    rf"|en)(?: (?:the|el|la))? [\w' ]{{2,30}}? ?(?:motel|hotel|mobile home park|trailer park|rv park|shelter"
    rf"|parque de (?:trailas|casas moviles))|(?:motel|hotel|trailer park|shelter)(?: [\w']+){{0,2}}?,? (?P<it>(?:room"
    rf"|space|spc|cuarto|habitacion|espacio) #?\w{{1,4}})",
    rf"{_OWN} (?:\w+ ){{0,2}}?{_HOME}(?:,?(?: [\w']+)){{0,4}}?[ :=,(#-]+(?:{_STREET}|{_UNIT}"
    rf"|{_N} (?:block of )?(?:[nsew]\.? )?\w+)(?:,? ?{_UNIT})?",
    rf"(?:home|<casa>|back home|drove home|walked home)(?:,| (?:to|at|is|on|a|en|es|in))+ (?:la )?(?P<it>{_STREET}"
    rf"|{_N} [nsew] \w+)(?:,? ?{_UNIT})?",
    rf"{_ROLE}(?:'s)?(?: (?!was|were|is|stood|st[ao]nd\w*|stopp\w+|park\w+|work\w*|detain\w+|arrest\w+|seen|met|sat"
    rf"|ran|estaba|trabaja)[\w'.]+){{0,3}}?,? (?:of|at|from|in|de|en|address|addr|dir|direccion|add|adr"
    rf"|:)+[ :]*(?P<it>{_STREET}(?:,? ?{_UNIT})?)(?! ?block)",
    rf"{_UNIT},? (?:at|of|in|en|de|del?) (?:el |la )?{_STREET}|{_UNIT}, {_STREET}|(?:apt|apartment|apto|apartamento"
    rf"|unit|unidad)\.? ?#? ?[\w-]{{1,4}},? (?:at|of|in|en|de|del?) (?:el |la )?{_N} (?!hours|hrs|hours?\b)[a-z]+",
    # An address that a person gave, or that a paper of theirs shows.
    rf"(?:<address|adress|addres|direccion|addy>)(?: (?:on|in|en) (?:file|record|archivo))?(?: (?:for|of|de"
    rf"|del)(?: the| la| el)? {_ROLE})(?: (?:as|is|was|at|es|en))*[ :=,#-]+(?:{_STREET}|{_N} (?:[nsew]\.? )?[a-z]\w+)",
    rf"(?:<address|addresses|adress|direccion|addy>)(?: (?:on|en) (?:his|her|their|the|su|la) (?:license|licence|id"
    rf"|card|file|phone|bag|licencia|tarjeta)| listed| given| he gave| she gave| of record| que dio| de la testigo"
    rf"| del testigo)+(?: (?:as|is|was|at|es|era|in|en))*[ :=,#-]+{_STREET}",
    rf"(?:gave|gives|provided|dio|listed)(?: (?:me|us|an?|the|his|her|their|su|la|una|home|current))* (?:<address"
    rf"|direccion>)(?: (?:of|as|at|de|como))*[ :,]+{_STREET}",
    # In prose, a street number with an apartment is where somebody lives.
    rf"{_STREET}[, ]+{_UNIT}",
)

NEAR = (
    # The scene: hundred blocks and corners, agents standing by.
    r"\d+ (?:block|blk)(?: of)?(?: [\w.]+){1,5}",
    # A time, a crowd, a street without walls; a business address.
    r"(?:<lives|lived|live|living|vive|viven|vivia|vivian|stays|staying>)(?: \w+){0,2}? (?:on|in|en|off) (?:the|a|la"
    r"|el) (?:streets?|calle|road|block|area|alley|neighborhood|park|zona|barrio|city|ciudad)",
    r"(?:live|living|lives|stays|stay)[- ](?:stream\w*|feed|video|broadcast|on (?:facebook|instagram|youtube|tiktok"
    r"|channel|air|tv|ktla|scene))(?: [^ .;]+){0,8}",
    r"(?:staying|stayed|stays|stay|lived|slept) (?:clear|behind|back|away|out|outside|with|inside|put|until|for"
    r"|on scene|on the sidewalk|at the scene|in (?:the|our|his|her|their) (?:car|vehicle|van|unit"
    r"|lane))(?: [^ .;\d]+){0,8}",
    # Officers and agents who stay at their post.
    r"(?:officers?|units?|we|i|agents?|team|sergeant|sgt\.?|patrulla|unidad|oficial(?:es)?|agentes?|squad|medics?"
    r"|crowd|supervisors?|metro|partner)(?: \w+)? <stayed|remained|quedo|quedaron>[^.;]{0,60}",
    r"(?:agents|officers|units|agentes|oficiales) (?:were |are |estaban )?(?:staying|quedandose)[^.;]{0,60}",
    # Said under the federal person's contact.
    r"(?:(?!(?:[a-z]+ ){0,3}(?:agents|feds|agentes|officers|marshals|federales)(?! (?:who|liv|resid|que"
    r"|viv))){fed})(?: (?:[a-z]\.? )?[a-z]+)?,?(?: (?:who|he|she|that|told me (?:that )?he|said he|que"
    r"|himself))? (?:is |esta )?(?:<lives|lived|living|resides|stays|staying|vive|vivia|residing|reside|rents|renting"
    r"|renta|alquila>)[^;!?]{0,80}",
    r"(?:<agent|fed|marshal>|(?:ice|hsi|cbp|federal|deportation) (?:officer|supervisor"
    r"|official))(?: \w+){0,2}?'?s (?:\w+ ){0,2}?(?:home|house|residence|apartment|address)[^;!?]{0,80}",
    r"(?:<house|home|casa|residence|domicilio|apartment> (?:of|del?|belonging to)(?: the| el| la)?(?: federal| ice"
    r"| supervisor)* (?:<agent|agente>))(?:[^;!?]{0,60})",
)
