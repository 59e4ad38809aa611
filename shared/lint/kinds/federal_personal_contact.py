"""Private ways to reach a federal person: telephone, mail, accounts, home, family (V-31).

What the agency itself gives out (duty lines, press offices, desk numbers) belongs in the record.
"""

# What follows the agent in the text, up to another person, of whom the contact may be.
_ON = (
    r"(?:(?! (?:witness|wit|bystander|victim|reporter|caller|neighbor|testigo|victima|vecin[oa]|woman|mother|reporting"
    r"|p/r|duty|press|office|desk|dispatch|hotline|locator|court|public|main|switchboard|agency|government|work|tip"
    r"|official|field|oficina|prensa|manager|owner|store|shop|landlord|tow|hospital|hotel|company|school|church|union"
    r"|consulate|consulado|jail|locator|lawyer|attorney|abogad[oa])(?![a-z])).)"
)
_WAY = (
    r"(?<![a-z])(?:<cells?|cellphone|cellular|cell ?phone|mobile|celular|cel|movil|burner|phones?|telephone|telefono"
    r"|tel|number|numero|email|e-mail|gmail|correo|mail|contact|contacto|text|whatsapp|signal|digits|line|called|call>)"
)
_ACCOUNT = (
    r"(?:<instagram|insta|ig|facebook|fb|twitter|tiktok|snapchat|snap|linkedin|venmo|telegram|youtube|threads|reddit"
    r"|whatsapp|signal|discord|cashapp|zelle|social media|redes sociales|x accounts?|x handles?>)"
)
_HOME = r"(?:<home|house|apartment|residence|casa|domicilio|apartamento|address|direccion>)"
_FREE = r"[\w.+-]+ ?@ ?(?:gmail|yahoo|hotmail|icloud|outlook|proton\w*|aol|live|msn|me|ymail|mail|gmx)\b\.?\w*"
# The data itself, which goes with the words before it.
_DATA = (
    r"(?:[^;!?]{0,50}?(?:{phone}|{email}|@ ?[\w.]+|[\w.+-]+ (?:at|arroba) \w+ (?:dot|punto) \w+|\d+ [^.;!?]{2,40})"
    r"|[^,.;!?]{0,50})"
)
# A second stretch after a comma, where it ends in a plate or says where the car stands.
_PLATE = (
    r"(?:,(?: [\w'-]+){0,6}? (?:plates?|placas?|tag|tags|parked at|license|lic)(?: (?:number|no\.?|numero"
    r"|num))?(?: [\w-]+)?)"
)
_MY = r"(?:whose|his|her|their|personal|private|su|sus|own|particular|privado|the)"

HITS = (
    # The agent's cell 213-555-0142; agent Doe: 213 555 0142; el celular del agente ...
    rf"{{fed}}{_ON}{{0,60}}?(?P<it>{_WAY}{_ON}{{0,25}}?(?:{{phone}}|{{email}}))",
    rf"{{fed}}(?:(?: (?:[a-z]\.|\w+)){{1,3}}|'s)?[ ,:(-]+(?P<it>{{phone}}|{_FREE})",
    rf"(?P<it>{_WAY}(?: (?:personal|privado|particular|number|num))*(?: (?:of|for|del?|para|belonging to"
    rf"|to))+(?: (?:the|el|la|un|an?|one|that|ese))* ?{{fed}}{_ON}{{0,30}}?(?:{{phone}}|{{email}}))",
    rf"(?P<it>(?:{{phone}}|{_FREE}|{{email}}) (?:is|was|es|belongs to|was given as|which is|for|as|\(|,)?(?: ?(?:the"
    rf"|an|el|del|a|his|her))* ?(?:personal |private )?{{fed}}(?:'s)? ?(?:personal |own |private )?{_WAY})",
    # Any number or mail on the way from the agent, when nobody else stands between.
    rf"{{fed}}{_ON}{{0,70}}?(?P<it>{{phone}}|{{email}})",
    rf"{{fed}}[^\n]{{0,90}}? (?:his|personal|private|own|particular"
    rf"|privado) (?P<it>(?:\w+ )?{_WAY}{_ON}{{0,25}}?(?:{{phone}}|{{email}}))",
    r"(?P<it>(?:call|text|reach|llam\w+|marc\w+) (?:me|him|her)? ?(?:at|on|al|en) {phone})[,\"' ]+(?:said|says|dijo"
    r"|told me|was what)?(?: the| el| la)? ?{fed}",
    # Anything personal of his or hers that can be dialled or written to.
    rf"(?:(?:{_MY}|[a-z]+'s) )?(?:<personal|private|home|own|privado"
    rf"|particular>) {_WAY}(?: [\w']+){{0,5}}?[ :=,(-]*(?:{{phone}}|{{email}})",
    r"(?:his|her|their|su) (?:<personal|private|home|own>) (?:cell ?phone|cell|phone|e-?mail|mobile|number"
    r"|gmail)(?: (?:number|address|account))?[^;!?]{0,50}?(?:{phone}|{email}|@ ?\w+|\w+ (?:at|arroba) \w+ (?:dot"
    r"|punto))",
    r"(?:his|her|their|su) (?:<personal|private>) (?:e-?mail|gmail)(?: address| account)?",
    rf"{_WAY}(?: electronico)? (?:<personal|particular|privado>)[^;!?]{{0,50}}?(?:{{phone}}|{{email}})",
    r"(?:su|el|al) (?:<celular|telefono|numero|correo|email|e-mail|movil>)(?: electronico)? (?:<personal|particular"
    r"|privado>)(?: (?:es|era))?[ :]*(?:{phone}|{email})?",
    rf"(?:<personal|private|home|particular|privado>) {_WAY}(?: \w+){{0,2}}? (?:of|for|del?)(?: \w+){{0,2}}? {{fed}}",
    rf"{{fed}}{_ON}{{0,60}}?(?P<it>(?:<personal|private|home|personal> )(?:cell|phone|e-?mail|number|mobile|account"
    rf"|social media){_DATA})",
    # Accounts, by name or handle.
    rf"{{fed}}{_ON}{{0,80}}?(?P<it>(?:whose|his|her|their|su|sus|'s) (?:\w+ ){{0,2}}?{_ACCOUNT}{_DATA})",
    rf"{{fed}}(?:'s|s')(?: \w+){{0,3}}? (?P<it>{_ACCOUNT}{_DATA})",
    rf"(?:his|her|their|su) (?:<personal|private|own> )?(?P<it>{_ACCOUNT}(?: (?:account|page|profile|handle|name|user"
    rf"|username|cuenta|perfil))?(?: (?:is|was|es|at|under|as|:))*[ ,:(]*@ ?[\w.]+)",
    r"(?:his|her|their|su|sus) (?:<personal|private> (?P<it>(?:social media|accounts?|page|profile))|<cuenta"
    r"|perfil|redes> (?:personal|privad\w+))" + _DATA,
    rf"(?P<it>(?:el |la |los |las |su |cuenta de |perfil de |perfil en )*(?:{_ACCOUNT}|redes(?: sociales)?|cuenta"
    rf"|perfil)(?: (?:account|page|profile|handle|personal))?(?: (?:of|belonging to|del?|for))+(?: (?:the|el|la|un|an?"
    rf"|ese))* ?{{fed}}(?:(?: \w+){{0,3}} (?:is|es|era|as|como|se llama)[ :]+[^,.;!?]{{2,40}})?)",
    rf"{{fed}}{_ON}{{0,60}}?(?P<it>(?:{_ACCOUNT}|handle|username|user name|account"
    rf"|profile)(?: [\w']+){{0,3}}?[ :(]*@ ?[\w.]+)",
    rf"(?:followed|found|identified|looked up|messaged|doxx\w*|posted|tagged|encontr\w+"
    rf"|public\w+)(?: \w+){{0,3}}? (?:the |el |la |that |al )*{{fed}}{_ON}{{0,30}}? (?P<it>(?:on|at|en) {_ACCOUNT})",
    # The account of somebody who is not named; witnesses who post to theirs are let go below.
    rf"his (?:<personal|private|own> )?(?P<it><instagram|insta|ig|facebook|fb|tiktok|twitter|snapchat|venmo|whatsapp"
    rf"|telegram|linkedin>{_DATA})",
    # A handle said to be the agent's; the name under which the agent is found.
    rf"(?P<it>(?<!\w)@[a-z][\w.]{{2,}}(?: (?:on|en|at) {_ACCOUNT})?)[^.;!?]{{0,40}}? (?:is|was|it'?s|that'?s|es|era"
    rf"|belongs to|supposedly)(?: (?:the|an?|el|un|that|of|for|account|one))* {{fed}}",
    rf"{{fed}}(?=[^@]{{0,150}}@){_ON}{{0,60}}? (?:at|is|as|es|como|under)[ :]+(?P<it>(?<!\w)@[a-z][\w.]{{2,}})",
    rf"{{fed}}{_ON}{{0,40}}? (?P<it>(?:on|in|en|por|tiene|has|uses|usa|is on|esta en|con) (?:an? |un |el |su |his "
    rf"|her )?{_ACCOUNT}(?: (?:as|under|como|con el nombre|by|goes by|es))+ [^.;!?]{{1,40}})",
    # Home and family.
    rf"{{fed}}{_ON}{{0,40}}? (?P<it>(?:drives?|goes|heads?|went|drove|going|driving|maneja|va)(?: back)? (?:<home>"
    rf"|a su <casa>) (?:to|in|a|en|at|near)(?! (?:the (?:office|scene)|rest|sleep|eat|get|be|see|bed|change|his"
    rf"|her)(?![a-z]))[^.;!?]{{2,40}})",
    rf"{{fed}}{_ON}{{0,40}}? (?P<it><commutes?|commuting> (?:from|to|in)[^.;!?]{{2,40}})",
    rf"{{fed}}{_ON}{{0,60}}?(?P<it>(?:his|her|their|su|sus) (?:own )?(?:wife|husband|kids?|children|sons?|daughters?"
    rf"|mother|mom|father|dad|parents|girlfriend|boyfriend|family|brother|sister|espos[oa]|mujer|hij[oa]s?|mama|papa"
    rf"|novi[oa]|familia) <works|goes|go|attends?|lives?|studies|trabajan?|van?|vive|viven|estudian?>(?! (?:with|home"
    rf"|con|a casa))[^.;!?]{{2,40}})",
    r"donde (?P<it><vive|viven|duerme|reside> (?:el |la |los |ese |esa |un |al |del )*{fed})",
    rf"{{fed}}'s (?P<it><gym|church|daycare|neighborhood|driveway|next door neighbor|next-door neighbor>{_DATA})",
    r"(?P<it>(?:carro|camioneta|coche|troca|moto|placas?|car|truck|suv|motorcycle|pickup|plates?) (?:<particular"
    r"|personal|privad[oa]|propi[oa]>)(?: (?:de|of))*(?: (?:un|el|la|ese|los|the|that))* ?(?:del )?{fed})",
    r"{fed}(?: [\w.'#-]+){0,5}? (?P<it>(?:<lives|lived|living|resides|live|vive|vivia|stays|staying|residing|reside"
    r"|viven|rents|renting|renta|alquila|queda> )(?:a |an |un |una |the |el |la |\w+ )?(?:place |apartment |house "
    r"|apartamento |casa |cuarto )?(?:at|in|on|off|near|over|with|en|cerca|por|down)(?! (?:with|scene|duty|foot"
    r"|the scene|la escena|the (?:van|car|vehicle)))[^.;!?]*)",
    rf"{{fed}}(?: [\w.'#-]+){{0,3}}? ?(?:'s|s') (?:\w+ ){{0,2}}?(?P<it>(?:{_HOME}(?! (?:keys?|office|agency|team))"
    rf"|<wife|husband|kids|children|family|daughter|son|girlfriend|boyfriend|mother|spouse>){_DATA})",
    rf"{{fed}}{_ON}{{0,40}}? (?P<it>(?:goes|go|attends|works out|drinks|eats|hangs out|coaches|worships|va|entrena"
    rf"|estudia|come) (?:to |at |in |al? |en )(?:the |an? |la |el |his |her |su )?(?:\w+ )?<gym|church|bar|daycare"
    rf"|mosque|temple|iglesia|gimnasio|escuela|guarderia|misa|crossfit>{_DATA})",
    # Without the apostrophe.
    rf"agents (?P<it>(?:<wife|husband|kids|family>|home address|personal (?:cell|phone|e-?mail|number)){_DATA})",
    rf"{{fed}}{_ON}{{0,60}}?(?P<it>(?:his|her|their|su|sus|'s) (?:own |personal )?(?:home address|house|<home>"
    rf"|<residence>|<domicilio>|casa|home is|wife|husband|kids'? school|children'?s? school|wife's|esposa"
    rf"|hijos)(?: (?:is|at|on|in|works|goes|located|es|en|esta|was))+[^.;!?]{{2,50}})",
    r"(?P<it>(?:<home|house|apartment|residence|casa|domicilio|direccion|esposa|esposo|hij[oa]s?|familia|novi[oa]|mama"
    r"|papa|madre|padre|herman[oa]|husband|son|daughter|mother|father|wife|family|kids>)(?: (?:address"
    r"|particular))?(?: (?:of|del?|for|belonging to|where))+(?: (?:of|the|el|la|un|an?|one|that|ese|los"
    r"|las))* ?{fed}(?: (?:lives|vive)\b)?[^.;!?]{0,40})",
    rf"(?:where|donde) (?:the |el |that |ese )?{{fed}}(?: \w+){{0,2}}? (?P<it>(?:<lives|vive|resides>){_DATA})",
    rf"{{fed}}{_ON}{{0,40}}?(?P<it><off-duty|offduty|personal|private|family|own> (?:car|vehicle|truck|plates?|suv"
    rf"|pickup|motorcycle|van){_DATA}{_PLATE}?)",
    rf"{{fed}}{_ON}{{0,60}}?(?P<it>(?:carro|coche|troca|camioneta|auto|moto|vehiculo|van) (?:<personal|privad[oa]"
    rf"|propi[oa]|particular>){_DATA}{_PLATE}?)",
    rf"(?:su|sus|cuyo|cuya) (?P<it>(?:carro|coche|troca|camioneta|auto|moto|vehiculo|placas?) (?:<personal|privad[oa]"
    rf"|propi[oa]|particular>){_DATA}{_PLATE}?)(?={_ON}{{0,60}}{{fed}})",
)

NEAR = (
    # What the agency gives out.
    r"[^.;!?]{0,60}(?:duty (?:line|desk|officer|agent|number|phone)|press (?:office|officer|line|contact|desk|mail"
    r"|e-?mail|inquiries)|public affairs|media (?:line|office|contact|relations|desk)|office (?:line|phone|number"
    r"|main)|field office|desk (?:line|phone|number)|main (?:line|number)|switchboard|hot ?line|tip ?line|dispatch"
    r"|on-call|24[- ]hour|headquarters|website|extension|ext\.? \d|watch (?:commander|center|desk)|command (?:center"
    r"|post)|operations center|front desk|(?:agency|government|work|issued|official|office|public|business|duty"
    r"|oficial|trabajo|gobierno)[- ](?:issued )?(?:cell|phone|line|e-?mail|number|mobile|contact|address)"
    r"|linea (?:de (?:guardia|servicio|prensa|denuncia\w*)|oficial)|oficina (?:de prensa|central|de campo)|prensa"
    r"|telefono (?:de (?:la )?(?:oficina|guardia|agencia|prensa)|oficial)|numero (?:de (?:la )?(?:oficina|guardia"
    r"|agencia)|oficial)|correo (?:de prensa|oficial|institucional|de la agencia))(?:(?! (?:but|personal|private|own"
    r"|pero|particular|privado|instead|then|and)(?![a-z]))[^;!?]){0,80}",
    r"[^;!?]{0,120}(?:\.gov|press@|media@|info@|@ice\.|@cbp\.|@dhs\.|@hsi\.|prensa@|publicaffairs@|duty@)[^;!?]{0,20}",
    # Somebody else's telephone.
    r"(?:witness|victim|reporter|caller|neighbor|bystander|woman|testigo|victima|vecin[oa]|senora|mother|shop ?owner"
    r"|store ?owner|manager|attorney|lawyer)(?:'s)?(?:(?! (?:his|personal|own|agent|agente|marshal|fed|ice|hsi|cbp"
    r"|federal|officer)(?![a-z])) [\w.']+){0,3}? (?:cell|phone|number|e-?mail|celular|telefono|numero|correo|instagram"
    r"|facebook|video|account)(?! (?:of|del?) (?:the |el |la )?(?:agent|federal|ice))[^.;!?]{0,50}",
    r"(?:posted|shared|uploaded|streamed|live|filmed|publico|subio|compartio|transmiti\w+)(?: (?!address|direccion"
    r"|home|house|casa|number|numero|cell|phone|celular|telefono|email|correo|wife)\w+){0,5}? (?:on|to|en|a"
    r"|via) (?:\w+ )?(?:instagram|facebook|tiktok|youtube|twitter|x|social media|redes sociales)(?! (?:account|page"
    r"|of))",
    # Agents, or an agent, said of somebody else where that one lives.
    r"(?:agents|agentes|feds)(?: \w+){1,5}? (?:he|she|they|el|ella|him|her) (?:<lives|lived|resides|stays"
    r"|vive>)[^;!?]*|(?:agents?|agentes?|feds?)(?: \w+){1,4}? (?:the|a|la|el|un|una|his|her) {person} (?:<lives|lived"
    r"|resides|stays|vive>)[^;!?]*",
    # A telephone used, and no number of it.
    r"(?:used?|using|uses|on|with|film\w*|record\w*|from|con|en|looked at|checked|took out|held|pulled out|dropped"
    r"|answered|holding|uso|usaba|usando|sostenia|saco)(?: up)? (?:his|her|their|a|su|un|the) (?:<personal|private"
    r"|own> )?(?:<cell>|cell ?phone|phone|mobile|<celular|telefono>)(?: <personal|privado|particular>)?(?:(?!\d{3}|@"
    r"|number|numero)[^.;!?@]){0,60}",
    r"(?:in|into|by|from|of|unmarked|drove|driving) (?:his |her |their |a |an |own )*(?:<personal|private|family"
    r"|own> )(?:car|vehicle|truck|suv)",
    r"(?:post\w*|shar\w*|upload\w*|stream\w*|put|sent|live|went live|broadcast\w*|video|film\w*|recording"
    r"|clip)(?: [\w']+){0,6}? (?:on|to|via|from|in|for) (?:his|her|their) <instagram|facebook|tiktok|twitter"
    r"|snapchat>[^.;!?]{0,60}",
    r"(?:agents?|agentes?|ice|hsi|officers?|feds?)(?: \w+){0,5}? (?:took|detain\w*|arrest\w*|grab\w*|pull\w*|remov\w*"
    r"|escort\w*|dragg\w*|seiz\w*|search\w*|enter\w*|visited|went|came|walk\w*|knock\w*|handcuff\w*|led|ask\w*"
    r"|question\w*|served|surround\w*|approach\w*|watch\w*|contact\w*|push\w*|told|separat\w*|follow\w*|tail\w*"
    r"|wait\w*|sigui\w+|persigui\w+|se llev\w+|llev\w+|deten\w+|detuv\w+|entr\w+|sac\w+|sig\w+|empuj\w+|tom\w+"
    r"|quit\w+)(?: [\w']+){0,5}? (?:his|her|their|su|sus) (?:personal |private |own )?(?:home|house|residence|casa"
    r"|domicilio|wife|husband|kids|children|family|son|daughter|mother|esposa|esposo|hij[oa]s?|apartment|phone|celular"
    r"|telefono)(?! (?:works|goes to|attends|lives|trabaja|estudia|vive))[^;!?]{0,60}",
    # Agents at somebody's home; a phone in the hand.
    r"(?:agents|agentes|ice|hsi|federal\w*|agent(?! (?:\w+ ){0,5}(?:his|her)))(?: \w+){0,6}? (?:at|to|into|outside"
    r"|inside|entered|knocked|searched|surrounded|left|near|front of|approached|a|en|de|fuera|visited|went|frente"
    r"|hasta|raided)(?: \w+){0,3}? (?:home|house|residence|apartment|casa|domicilio|vivienda)(?:(?!\d{3}"
    r"|@)[^;!?]){0,60}",
)
