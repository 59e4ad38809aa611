"""How somebody came into the country, stays in it or was sent out of it: an immigration status by another name."""

# Where people cross, and what they cross there.
_CROSSING = (
    r"(?:<tijuana|nogales|mexicali|juarez|laredo|tecate|otay|san ysidro|calexico|matamoros|reynosa|piedras negras"
    r"|eagle pass|el paso|brownsville|mcallen|agua prieta|sasabe|arizona|texas|sonora|rio grande|rio bravo>)"
)
_LINE = (
    r"(?:(?:the |el |la |los |las )?(?:<border|frontera|desert|desierto|linea|bordo|cerros?|monte|rio|sierra|muro>"
    r"|border (?:fence|wall)))"
)
# When or how old somebody was, which makes of a journey an entry.
_WHEN = (
    r"(?:(?:\w+ ){1,4}ago|(?:in|en|en el|since|desde) (?:el )?(?:19|20)\d\d|en el \d\d|at (?:age )?\w+|when (?:he|she"
    r"|they|i|we) (?:was|were)|as an? (?:child|kid|baby|teen\w*|minor|infant|boy|girl|little \w+)|a los \w+(?: anos)?"
    r"|hace \w+|de (?:nin[oa]|chic[oa]|chiquit[oa]|bebe|joven|pequen[oa]|morr[oa])|cuando (?:era|tenia|eran|tenian))"
)
_OUT = (
    r"(?:<deport|deports|deported|deporting|deportation|deportad[oa]s?|deportaron|deporto|deporten>|kicked out"
    r"|thrown out|removed|expelled|sent back|taken back|lo sacaron|la sacaron|los sacaron|lo echaron|la echaron"
    r"|lo regresaron|la regresaron|expulsad[oa]s?|expulsaron)(?![a-z])"
)
_BACK = (
    r"(?:(?:he |she |they |se |el |ella )*(?:came|come|snuck|sneaked|crossed|got|went|walked|swam) (?:right "
    r"|straight )?back|(?:he |she |they |se )*(?:returned|re-?entered|regreso|regresaron|regresado|volvio a (?:entrar"
    r"|cruzar|pasar|venir)|cruzo otra vez|entro otra vez))"
)

HITS = (
    r"(?:estoy|estamos|soy|somos)(?: aqui)? <legal|legales>(?: aqui| en este pais)?{end}",
    # Sent out, and here again: one finding, since the one tells of the other.
    rf"{_OUT}[^.;!?]{{0,40}}? (?:and|y|but|pero|then|luego)(?: (?:then|later|luego|just|despues))* {_BACK}",
    r"<re-?entered|reentry|re-entry> (?:after|following|despues|illegally|without|the country|{us}"
    r"|unlawfully)(?: (?:his |her |a |prior )*(?:<deportation|removal>))?",
    # Over the border by its places, its guides and its fences.
    rf"(?:snuck|sneaked|slipped|smuggled|swam|waded|crossed|brought (?:him|her|them|me|us)|came|entered"
    rf"|crossing)(?: (?:in|over|across|up|back))* (?:through|thru|at|near|by|via) (?:{_LINE}|{_CROSSING})",
    r"(?:crossed|crossing|crosses|walked across|walked through) (?:the )?(?:<desert>|arizona desert|sonoran desert)"
    r"|{us} <nationals?>",
    r"{be}{adv} (?P<it>(?:smuggled|trafficked) (?:in|over|across))(?: \w+)?",
    r"(?:snuck|sneaked|smuggled) (?:in|over|across)(?: (?:with|by) (?:an? )?<coyotes?|smugglers?>| in the (?:trunk"
    r"|back) of|{end}(?= (?:from|when|two|three|last|years|as)))",
    r"<fence|border|wall>[- ]<jumpers?|hoppers?|crossers?>|(?:jumped|hopped|climbed|scaled) the border (?:fence|wall)",
    rf"(?:cruz\w+|pas[oe]|pasaron|pasad[oa]s?|entr[oe]|entraron|vino|vinieron|trajeron|llego|llegaron)(?: \w+)? (?:por"
    rf"|a traves de|via) (?:{_LINE}|{_CROSSING})",
    rf"(?:cruz[oe]|cruzaron|cruzamos|brinc[oe]|brincaron|brincamos|salt[oe]|saltaron)(?: por)? (?:la (?:linea(?! (?:de"
    rf"|amarilla|polic\w+|blanca|roja))|frontera)|el desierto|el (?:bordo|muro fronterizo|rio)|(?:la barda|el muro"
    rf"|el cerco|la cerca|la reja)(?= (?:en|de|por) (?:la frontera|el bordo|la linea|{_CROSSING})))",
    r"(?:lo|la|los|las|me|nos|le|les) (?:paso|pasaron|cruzo|cruzaron|trajo|trajeron|metio)(?: con)? (?:un|el|unos"
    r"|los) <coyotes?|polleros?>|se vin\w+ de <mojad[oa]s?>|(?:with|con|by|por) (?:an? |un )?<coyote|pollero> (?:from"
    r"|desde|de) {place}",
    # When and from where somebody came.
    rf"(?:{{person}}(?: (?:had|has|have|who|first|only|se))*) (?P<it>(?:came|come|immigrated|emigrated)(?: (?:here"
    rf"|over|up|to the country|to {{us}}))* from {{place}}(?: with \w+(?: \w+)?)?)(?= {_WHEN}(?![a-z]))",
    rf"(?P<it>(?:se )?(?:vino|vinieron|vine|llego|llegaron|emigro|emigraron|inmigro|se vino"
    rf"|se vinieron)(?: (?:para )?aca)?(?: solo| sola| todos)? (?:de"
    rf"|desde) {{place}}(?: con \w+(?: \w+)?)?)(?= {_WHEN}(?![a-z]))",
    r"(?:came|come) (?P<it>(?:to (?:this|the) country|to {us}))|(?:vino|vinieron|llego|llegaron|entr[oe]"
    r"|entraron)(?: \w+){0,2}? a(?: este|l) pais|(?:vino|vinieron|llego|llegaron) a (?:los )?(?:{us}|<estados unidos>)",
    r"(?:entered|re-?entered|entr[oe]|entraron)(?: (?:legally|illegally))? (?:in|en|en el) (?:19|20)\d\d",
    r"(?:entr[oe]|entraron|ingres[oe]|ingresaron|entered|came in|admitted) (?:with|on|con|sin|without)(?: (?:an?|una"
    r"|su|his|her))?(?: \w+)? <visas?|inspeccion|inspection|pasaporte|passport>(?: (?:laser|de \w+))?",
    r"(?:came|come|coming|been|is|are|was|were|living|lives|stayed|brought|vino|vinieron|llego|esta|estan)(?: over"
    r"| back| up)? (?P<it>here without (?:any )?(?:permission|papers|authori[sz]ation|documents|status))",
    # Being here against, or with, the law.
    r"(?:here|(?:in|into|inside|entered|entering|enter) (?:the|this|our) (?:country|nation|{us})|in {us}|across|living"
    r"|lives|came|come|comes|border|present|residing|resides|stayed|staying)(?: (?:over|in|across|back"
    r"|here))? <illegally|unlawfully|legally|lawfully>",
    r"<illegally|unlawfully|legally|lawfully>(?: (?:living|residing|staying|working|present|entered|entering|came"
    r"|crossed|crossing|remaining|being))*(?: (?:in|into))? (?:(?:the |this |our )?(?:country|{us}|border)|here"
    r"|present|admitted|residing)",
    r"(?:entr[oe]|entraron|cruz[oe]|cruzaron|paso|pasaron|llego|llegaron|vino|vive|viven|aqui|pais"
    r"|trabaja)(?: \w+){0,5}? <ilegalmente|legalmente>",
    r"(?:entr[oe]|cruz[oe]|llego|vino|aqui|pais|esta|vive)(?: \w+){0,4}? de (?:manera|forma) (?:i|irre|)(?:legal"
    r"|gular)",
    r"<unlawful> <presence>|unlawful entry (?:into|to) (?:the )?(?:country|{us})|illegal (?:re-?)?entr(?:y"
    r"|ant)(?: (?:into|to) (?:the )?(?:country|{us})| charge| conviction)",
    r"(?:without|sin) (?:<inspection>|<inspeccion>|being inspected|admission)|present without admission"
    r"|not (?:been )?(?:lawfully |legally )?admitted",
    r"(?:crossed|crossing|cross|jumped|hopped|came across|came over|snuck across|swam across"
    r"|ran across) (?:the )?(?:{us} |southern |mexican )?(?:<border>|rio grande)",
    r"(?:cruz[oe]|cruzaron|cruzado|cruzar|brinco|brincaron|paso|pasaron) (?:por )?(?:la <frontera>|el rio bravo"
    r"|el desierto)|de <mojad[oa]s?>",
    r"(?:no|not|authorized|allowed|right|permission|supposed|eligible|able) (?:right )?to (?:be|stay|live|remain"
    r"|work)(?: here)?(?: \w+)? in (?:the|this) (?:country|{us})",
    r"{person} {be}{adv} (?P<it>(?:here )?(?:<legal>|<documented>)){end}|(?:he|she|they|you|we|i|who)'?(?:s|re"
    r"|m){adv} (?P<it><legal|documented>){end}|(?:half|most|some|none|all|rest|many)(?: of)?(?: (?:the|his|her|their"
    r"|those|these|them|us|my))?(?: (?!police|guns|cars)\w+)? (?:is|are|was|were|aren'?t|weren'?t"
    r"|ain'?t){adv} (?P<it><legal|illegal|documented|citizens>){end}|(?:became|got|get|become"
    r"|gets) (?P<it><legal>){end}",
    r"(?:{person}|mi \w+|ya|todos(?: \w+){0,3}|nadie|ninguno)(?: (?:ya|no|si|todavia|aun|tambien))* (?:es|esta|son"
    r"|estan|somos|era|eran|soy|estoy|estaba)(?: aqui)? (?P<it><legal|legales>)(?: aqui)?{end}|se <legalizo"
    r"|legalizaron|legalizar>",
    # Here without leave, brought across, let in, turned back.
    r"(?:here|country|{us}|entered|stayed|living|working) without (?:any |proper |legal )?(?:permission"
    r"|authori[sz]ation|status|permit|inspection)|(?:aqui|pais|estan?|trabajan?) sin (?:permiso|autorizacion"
    r"|estatus)(?! (?:de|del|para) )",
    r"(?:snuck|sneaked|slipped|smuggled|crossed|trafficked)(?: (?:him|her|them|over|illegally|back|himself))* (?:into"
    r"|in|across)(?: to)? (?:the |this )?(?:country|{us}|border|line)(?! of)",
    r"(?:came|come|crossed|cross|brought|crossing|smuggled|across|over)(?: \w+){0,3}? (?P<it>(?:with|by) (?:an? |the "
    r"|some )?<coyotes?|polleros?|smugglers?>){end}|(?:paid|owes|pag\w+|debe\w*)(?: \w+){0,3}? (?:the|an?|al?|un|el"
    r"|their|his|her) (?:<coyotes?|polleros?|smugglers?>)",
    r"(?:vin\w+|cruz\w+|llegaron|llego|traj\w+|pas\w+|entr\w+)(?: \w+){0,3}? (?P<it>con (?:un |el )?(?:<coyotes?"
    r"|polleros?>)){end}",
    r"(?:caught|apprehended|encountered|turned (?:himself|herself|themselves) in|agarr\w+"
    r"|entreg\w+)(?: \w+){0,3}? (?:at|near|crossing|en|by) (?:the |la )?(?:{us} |southern )?<border|frontera>",
    r"non-?<immigrants?>(?: {few})?|<lawful|unlawful|legal|illegal> presence",
    r"{person} (?:esta|estan|estaba|estaban) (?P<it>(?:aqui )?<legal|legales>){end}",
    # Staying longer than allowed.
    r"<overstay|overstays|overstayed|overstaying|overstayer>",
    r"<visas?|permit|permiso|visado>(?: (?!and|but|y|pero)\w+){0,2}(?: (?:and|but|pero|y|then|he|she|they|just|luego"
    r"|ya))+ (?:never|stayed|remained|did|didn'?t|nunca|no|se)(?: (?:not|se))? ?(?:left|leave|went|go|returned?|fue"
    r"|regres\w+|quedo|on|here|past|back|salio)?",
    r"(?:visa|permiso|permit|i-94)(?: has| had| ha)? (?:ran out|run out|lapsed) (?:and|y) (?:he|she|they|stayed|never"
    r"|se)",
    r"(?:se (?:quedo|paso|quedaron|pasaron|excedio|ha quedado)|quedarse|excedio|sobrepaso) {clause}{0,45}?(?:su |la "
    r"|el )?(?:<visa>|<permiso>|<estancia>|<estadia>)",
    # Removal from the country.
    r"(?:<deportation>|removal) orders?|orders? of (?:<deportation>|removal|supervision)"
    r"|final orders?(?: of removal)?(?= (?:from|against|in|of|since)|[.,;])|ordered (?:removed|deported)",
    r"(?:facing|pending|prior|previous|past|awaiting|fighting|his|her|their|earlier|in|stay of) <deportation"
    r"|deportations>(?! (?:officer|agent|unit|team|van|bus|flight|protest))",
    r"(?:<deportation>|removal) (?:proceedings?|case|hearing|history|record)|(?:cancellation|withholding"
    r"|stay) of removal|<deportable>|self-?<deport|deported|deporting>",
    r"(?:{be}|has|have|had|been|got|get|gets|getting|previously|already|once|twice|ever){adv}(?: previously| once"
    r"| twice| already| been| ordered)* <deported>",
    r"<deported> (?:in \d+|in (?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*|to|back|before|twice|once"
    r"|previously|last|felon|from|\d)",
    r"(?:{person}|target|targets) {be}{adv} (?P<it><removable|inadmissible>|amenable to removal|subject to removal)",
    r"(?:prior|previous|past|earlier|multiple|two|three|four|\d+) <removals?>(?: order)?(?! (?:of|from (?!\d|the {us}"
    r"|this country)))|(?:reinstat\w+ of|re-?entry after) (?:removal|<deportation>)|<repatriated|repatriado"
    r"|repatriada>",
    r"(?:removed|expelled|kicked out|thrown out|excluded|deported|banned) (?:from|of) (?:the (?:country|{us})"
    r"|this country)|(?:sent|shipped|flown|taken|returned|put on a plane|removed|send|go|went)(?: (?:him|her"
    r"|them))?(?: back| home)* to (?:his|her|their) (?:home |own |native )?<country>(?! club)",
    r"(?:lo|la|los|las|le|me|nos|fue|fueron|habian|ser)(?: \w+){0,2}? (?P<it>(?:regres\w+|devuel\w+|devolv\w+|mand\w+"
    r"|sac\w+|ech\w+|corri\w+|expuls\w+|repatri\w+)(?: de (?:regreso|vuelta))? (?:a su <pais>|para su <pais>"
    r"|a su <tierra>|(?:del|de este|de su) <pais>))",
    r"<voluntary> <departure>|salida voluntaria|(?:nta|notice to appear) (?:in|before|from) immigration",
    r"<orden|ordenes>(?: \w+)? de (?:<deportacion>|<expulsion>|<remocion>|salida|supervision)",
    r"(?:fue|ha sido|han sido|habia sido|fueron|ya|sido|esta|era|estaba|habian) <deportad[oa]s?>"
    r"|<deportad[oa]s?> (?:en|a|de|dos|hace|antes|una|varias|por)",
    r"(?:lo|la|los|las|le|me|nos)(?: \w+){0,2} <deportaron|deportado|deportada|deportar>|<proceso|tramite|caso|cita"
    r"|audiencia|corte> (?:de|en|con) (?:<deportacion>|<inmigracion>|<migracion>)",
)
