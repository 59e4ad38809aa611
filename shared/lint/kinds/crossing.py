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
    r"|they|i|we)"
    r" (?:was|were)|as an? (?:child|kid|baby|teen\w*|minor|infant|boy|girl|little \w+)|a los \w+(?: anos)?|hace \w+"
    r"|de (?:nin[oa]|chic[oa]|chiquit[oa]|bebe|joven|pequen[oa]|morr[oa])|cuando (?:era|tenia|eran|tenian))"
)
_OUT = (
    r"(?:<deport|deports|deported|deporting|deportation|deportad[oa]s?|deportaron|deporto|deporten>|kicked out"
    r"|thrown out|removed|expelled|sent back|taken back|lo sacaron|la sacaron|los sacaron"
    r"|lo echaron|la echaron|lo regresaron|la regresaron|expulsad[oa]s?|expulsaron)"
)
_BACK = (
    r"(?:(?:he |she |they |se |el |ella )*(?:came|come|snuck|sneaked|crossed|got|went|walked|swam) (?:right "
    r"|straight )?back"
    r"|(?:he |she |they |se )*(?:returned|re-?entered|regreso|regresaron|regresado|volvio a (?:entrar|cruzar|pasar"
    r"|venir)"
    r"|cruzo otra vez|entro otra vez))"
)

HITS = (
    # Sent out, and here again: one finding, since the one tells of the other.
    rf"{_OUT}[^.;!?]{{0,40}}? (?:and|y|but|pero|then|luego)(?: (?:then|later|luego|just|despues))* {_BACK}",
    r"<re-?entered|reentry|re-entry> (?:after|following|despues|illegally|without|the country|{us}|unlawfully)"
    r"(?: (?:his |her |a |prior )*(?:<deportation|removal>))?",
    # Over the border by its places, its guides and its fences.
    rf"(?:snuck|sneaked|slipped|smuggled|swam|waded|crossed|brought (?:him|her|them|me|us)|came|entered|crossing)"
    rf"(?: (?:in|over|across|up|back))*"
    rf" (?:through|thru|at|near|by|via|from) (?:{_LINE}|{_CROSSING})",
    r"(?:crossed|crossing|crosses|walked across|walked through) (?:the )?(?:<desert>|arizona desert|sonoran desert)"
    r"|{us} <nationals?>",
    r"{be}{adv} (?P<it>(?:smuggled|trafficked) (?:in|over|across))(?: \w+)?",
    r"(?:snuck|sneaked|smuggled) (?:in|over|across)(?: (?:with|by) (?:an? )?<coyotes?|smugglers?>| in the (?:trunk"
    r"|back) of"
    r"|{end}(?= (?:from|when|two|three|last|years|as)))",
    r"<fence|border|wall>[- ]<jumpers?|hoppers?|crossers?>|(?:jumped|hopped|climbed|scaled) the border (?:fence|wall)",
    rf"(?:cruz\w+|pas[oe]|pasaron|pasad[oa]s?|entr[oe]|entraron|vino|vinieron|trajeron|llego|llegaron)"
    rf"(?: \w+)? (?:por|a traves de|via) (?:{_LINE}|{_CROSSING})",
    rf"(?:cruz[oe]|cruzaron|cruzamos|brinc[oe]|brincaron|brincamos|salt[oe]|saltaron)(?: por)? (?:la (?:linea(?! (?:de"
    rf"|amarilla|polic\w+|blanca|roja))|frontera)|el desierto"
    rf"|el (?:bordo|muro fronterizo|rio)|(?:la barda|el muro|el cerco|la cerca|la reja)(?= (?:en|de"
    rf"|por) (?:la frontera|el bordo"
    rf"|la linea|{_CROSSING})))",
    r"(?:lo|la|los|las|me|nos|le|les) (?:paso|pasaron|cruzo|cruzaron|trajo|trajeron|metio)(?: con)? (?:un|el|unos|los) "
    r"<coyotes?|polleros?>|se vin\w+ de <mojad[oa]s?>|(?:with|con|by|por) (?:an? |un )?<coyote|pollero> (?:from|desde"
    r"|de)"
    r" {place}",
    # When and from where somebody came.
    rf"(?:{{person}}(?: (?:had|has|have|who|first|only|se))*) (?P<it>(?:came|come|immigrated|emigrated)"
    rf"(?: (?:here|over|up|to the country|to {{us}}))* from {{place}}(?: with \w+(?: \w+)?)?)(?= {_WHEN}(?![a-z]))",
    rf"(?P<it>(?:se )?(?:vino|vinieron|vine|llego|llegaron|emigro|emigraron|inmigro|se vino"
    rf"|se vinieron)(?: (?:para )?aca)?"
    rf"(?: solo| sola| todos)? (?:de|desde) {{place}}(?: con \w+(?: \w+)?)?)(?= {_WHEN}(?![a-z]))",
    r"(?:came|come) (?P<it>(?:to (?:this|the) country|to {us}))|(?:vino|vinieron|llego|llegaron|entr[oe]"
    r"|entraron)(?: \w+){0,2}?"
    r" a(?: este|l) pais|(?:vino|vinieron|llego|llegaron) a (?:los )?(?:{us}|<estados unidos>)",
    r"(?:entered|re-?entered|entr[oe]|entraron)(?: (?:legally|illegally))? (?:in|en|en el) (?:19|20)\d\d",
    r"(?:entr[oe]|entraron|ingres[oe]|ingresaron|entered|came in|admitted) (?:with|on|con|sin|without)(?: (?:an?|una"
    r"|su|his|her))?"
    r"(?: \w+)? <visas?|inspeccion|inspection|pasaporte|passport>(?: (?:laser|de \w+))?",
    r"(?:came|come|coming|been|is|are|was|were|living|lives|stayed|brought|vino|vinieron|llego|esta|estan)(?: over"
    r"| back| up)?"
    r" (?P<it>here without (?:any )?(?:permission|papers|authori[sz]ation|documents|status))",
    # Being here against, or with, the law.
    r"(?:here|(?:in|into|inside|entered|entering|enter) (?:the|this|our) (?:country|nation|{us})|in {us}"
    r"|across|living|lives|came|come|comes"
    r"|border|present|residing|resides|stayed|staying)(?: (?:over|in|across|back|here))? <illegally"
    r"|unlawfully|legally|lawfully>",
    r"<illegally|unlawfully|legally|lawfully>(?: (?:living|residing|staying|working|present|entered|entering"
    r"|came|crossed|crossing|remaining|being))*(?: (?:in|into))?"
    r" (?:(?:the |this |our )?(?:country|{us}|border)|here|present|admitted|residing)",
    r"(?:entr[oe]|entraron|cruz[oe]|cruzaron|paso|pasaron|llego|llegaron|vino|vive|viven|aqui|pais"
    r"|trabaja)(?: \w+){0,5}? <ilegalmente|legalmente>",
    r"(?:entr[oe]|cruz[oe]|llego|vino|aqui|pais|esta|vive)(?: \w+){0,4}? de (?:manera|forma) (?:i|irre"
    r"|)(?:legal|gular)",
    r"<unlawful> <presence>|unlawful entry (?:into|to) (?:the )?(?:country|{us})"
    r"|illegal (?:re-?)?entr(?:y|ant)(?: (?:into|to) (?:the )?(?:country|{us})| charge| conviction)",
    r"(?:without|sin) (?:<inspection>|<inspeccion>|being inspected|admission)|present without admission"
    r"|not (?:been )?(?:lawfully |legally )?admitted",
    r"(?:crossed|crossing|cross|jumped|hopped|came across|came over|snuck across|swam across"
    r"|ran across) (?:the )?(?:{us} |southern |mexican )?(?:<border>|rio grande)",
    r"(?:cruz[oe]|cruzaron|cruzado|cruzar|brinco|brincaron|paso|pasaron) (?:por )?(?:la <frontera>"
    r"|el rio bravo|el desierto)|de <mojad[oa]s?>",
    r"(?:no|not|authorized|allowed|right|permission|supposed|eligible|able) (?:right )?to (?:be|stay|live"
    r"|remain|work)(?: here)?(?: \w+)? in (?:the|this) (?:country|{us})",
    r"{person} {be}{adv} (?P<it>(?:here )?(?:<legal>|<documented>)){end}"
    r"|(?:he|she|they|you|we|i|who)'?(?:s|re|m){adv} (?P<it><legal|documented>){end}"
    r"|(?:half|most|some|none|all|rest|many)(?: of)?(?: (?:the|his|her|their|those|these|them|us|my))?(?: (?!police"
    r"|guns|cars)\w+)? (?:is|are|was|were|aren'?t|weren'?t|ain'?t){adv} (?P<it><legal|illegal|documented"
    r"|citizens>){end}"
    r"|(?:became|got|get|become|gets) (?P<it><legal>){end}",
    r"(?:{person}|mi \w+|ya|todos(?: \w+){0,3}|nadie|ninguno)(?: (?:ya|no|si|todavia|aun|tambien))* (?:es|esta|son"
    r"|estan|somos|era"
    r"|eran|soy|estoy|estaba)(?: aqui)? (?P<it><legal|legales>)(?: aqui)?{end}|se <legalizo|legalizaron|legalizar>",
    # Here without leave, brought across, let in, turned back.
    r"(?:here|country|{us}|entered|stayed|living|working) without (?:any |proper |legal )?(?:permission"
    r"|authori[sz]ation"
    r"|status|permit|inspection)|(?:aqui|pais|estan?|trabajan?) sin (?:permiso|autorizacion|estatus)"
    r"(?! (?:de|del|para) )",
    r"(?:snuck|sneaked|slipped|smuggled|crossed|trafficked)(?: (?:him|her|them|over|illegally|back"
    r"|himself))* (?:into|in"
    r"|across)(?: to)? (?:the |this )?(?:country|{us}|border|line)(?! of)",
    r"(?:came|come|crossed|cross|brought|crossing|smuggled|across|over)(?: \w+){0,3}? (?P<it>(?:with|by) (?:an? |the "
    r"|some )?<coyotes?|polleros?|smugglers?>){end}|(?:paid|owes|pag\w+|debe\w*)(?: \w+){0,3}? (?:the|an?|al?|un|el"
    r"|their|his|her) (?:<coyotes?|polleros?|smugglers?>)",
    r"(?:vin\w+|cruz\w+|llegaron|llego|traj\w+|pas\w+|entr\w+)(?: \w+){0,3}? (?P<it>con (?:un |el )?(?:<coyotes?"
    r"|polleros?>)){end}",
    r"(?:caught|apprehended|encountered|turned (?:himself|herself|themselves) in|agarr\w+|entreg\w+)(?: \w+){0,3}?"
    r" (?:at|near|crossing|en|by) (?:the |la )?(?:{us} |southern )?<border|frontera>",
    r"non-?<immigrants?>(?: {few})?|<lawful|unlawful|legal|illegal> presence",
    r"{person} (?:esta|estan|estaba|estaban) (?P<it>(?:aqui )?<legal|legales>){end}",
    # Staying longer than allowed.
    r"<overstay|overstays|overstayed|overstaying|overstayer>",
    r"<visas?|permit|permiso|visado>(?: (?!and|but|y|pero)\w+){0,2}(?: (?:and|but|pero|y|then|he|she|they|just|luego"
    r"|ya))+ (?:never|stayed"
    r"|remained|did"
    r"|didn'?t|nunca|no|se)(?: (?:not|se))? ?(?:left|leave|went|go|returned?|fue|regres\w+|quedo|on|here|past|back"
    r"|salio)?",
    r"(?:visa|permiso|permit|i-94)(?: has| had| ha)? (?:ran out|run out|lapsed) (?:and|y) (?:he|she|they"
    r"|stayed|never|se)",
    r"(?:se (?:quedo|paso|quedaron|pasaron|excedio|ha quedado)|quedarse|excedio"
    r"|sobrepaso) {clause}{0,45}?(?:su |la |el )?(?:<visa>|<permiso>|<estancia>|<estadia>)",
    # Removal from the country.
    r"(?:<deportation>|removal) orders?|orders? of (?:<deportation>|removal|supervision)"
    r"|final orders?(?: of removal)?(?= (?:from|against|in|of|since)|[.,;])|ordered (?:removed|deported)",
    r"(?:facing|pending|prior|previous|past|awaiting|fighting|his|her|their|earlier|in|stay of) <deportation"
    r"|deportations>(?! (?:officer|agent|unit|team|van|bus|flight|protest))",
    r"(?:<deportation>|removal) (?:proceedings?|case|hearing|history|record)"
    r"|(?:cancellation|withholding|stay) of removal|<deportable>|self-?<deport|deported|deporting>",
    r"(?:{be}|has|have|had|been|got|get|gets|getting|previously|already|once|twice|ever){adv}(?: previously"
    r"| once| twice| already| been| ordered)* <deported>",
    r"<deported> (?:in \d+|in (?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*|to|back|before|twice"
    r"|once|previously|last|felon|from|\d)",
    r"(?:{person}|target|targets) {be}{adv} (?P<it><removable|inadmissible>|amenable to removal|subject to removal)",
    r"(?:prior|previous|past|earlier|multiple|two|three|four|\d+) <removals?>(?: order)?"
    r"(?! (?:of|from (?!\d|the {us}|this country)))|(?:reinstat\w+ of|re-?entry after) (?:removal|<deportation>)"
    r"|<repatriated|repatriado|repatriada>",
    r"(?:removed|expelled|kicked out|thrown out|excluded|deported|banned) (?:from|of) (?:the (?:country|{us})|this"
    r" country)|(?:sent|shipped|flown|taken|returned|put on a plane|removed|send|go|went)(?: (?:him|her|them))?(?: back"
    r"| home)* to (?:his|her|their) (?:home |own |native )?<country>(?! club)",
    r"(?:lo|la|los|las|le|me|nos|fue|fueron|habian|ser)(?: \w+){0,2}? (?P<it>(?:regres\w+|devuel\w+|devolv\w+|mand\w+"
    r"|sac\w+|ech\w+|corri\w+|expuls\w+|repatri\w+)(?: de (?:regreso|vuelta))? (?:a su <pais>|para su <pais>|a su"
    r" <tierra>|(?:del|de este|de su) <pais>))",
    r"<voluntary> <departure>|salida voluntaria|(?:nta|notice to appear) (?:in|before|from) immigration",
    r"<orden|ordenes>(?: \w+)? de (?:<deportacion>|<expulsion>|<remocion>|salida|supervision)",
    r"(?:fue|ha sido|han sido|habia sido|fueron|ya|sido|esta|era|estaba|habian) <deportad[oa]s?>"
    r"|<deportad[oa]s?> (?:en|a|de|dos|hace|antes|una|varias|por)",
    r"(?:lo|la|los|las|le|me|nos)(?: \w+){0,2} <deportaron|deportado|deportada|deportar>|<proceso|tramite"
    r"|caso|cita|audiencia|corte> (?:de|en|con) (?:<deportacion>|<inmigracion>|<migracion>)",
)
