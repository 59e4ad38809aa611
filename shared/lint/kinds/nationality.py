"""Nationality: of what country, or people, somebody is."""

from shared.lint.kinds.questions import QUESTIONS

_WHO = (
    r"(?:nationals?|citizens?|citizenship|nationalit(?:y|ies)|m[ae]n|wom[ae]n|males?|females?|persons?|people"
    r"|individuals?|guys?|kids?|child(?:ren)?|boys?|girls?|teens?|teenagers?|youths?|famil(?:y|ies)|workers?|laborers?"
    r"|vendors?|immigrants?|migrants?|refugees?|asylum|couple|mother|father|parents|brothers?|sisters?|students?"
    r"|lad(?:y|ies)|gentlem[ae]n|drivers?|suspects?|subjects?|victims?|wit(?:ness(?:es)?)?|detainees?|arrestees?"
    r"|passengers?|day[- ]laborers?|gardeners?|cooks?|employees?|crew|farmworkers?|natives?|husband|wife|boyfriend"
    r"|girlfriend|friends?|neighbors?|juveniles?|roofers?|nanny|painters?|plumbers?|waiters?|waitress|dishwashers?"
    r"|mechanics?|barbers?|bartenders?|nurses?|caregivers?|busboys?|cleaners?|landscapers?|janitors?|nat'?l|kid"
    r"|by birth|descent|origin|tourists?|visitors?|bystanders?|pedestrians?|born|gang members?|gangsters?|members?"
    r"|owners?|managers?|doctors?|pastors?|priests?|engineers?|electricians?|carpenters?|welders?|maids?|housekeepers?"
    r"|tenants?|grandmother|grandfather|grandma|grandpa|uncles?|aunts?|cousins?|sons?|daughters?|dad|mom|baby"
    r"|speakers? from|fathers|mothers|athletes?|businessm[ae]n|taxi drivers?|guests?|clients?|customers?|soldiers?"
    r"|protesters?)"
)
_QUIEN = (
    r"(?:hombres?|mujer(?:es)?|senor(?:a|es|as)?|joven(?:es)?|muchach[oa]s?|chic[oa]s?|nin[oa]s?|personas?|familias?"
    r"|trabajador(?:a|es|as)?|ciudadan[oa]s?|vendedor(?:a|es|as)?|jornaler[oa]s?|padres?|madre|papa|mama|herman[oa]s?"
    r"|espos[oa]|compañer[oa]s?|companer[oa]s?|chofer|conductor(?:a)?|pasajer[oa]s?|detenid[oa]s?|victimas?|testigos?"
    r"|migrantes?|inmigrantes?|nacionalidad|origen|pareja|tip[oa]s?|vecin[oa]s?|sujetos?|empleados?|estudiantes?"
    r"|emplead[oa]|nacional(?:es)?|turistas?|varon(?:es)?|cociner[oa]s?|jardiner[oa]s?|pintor(?:es)?|plomeros?"
    r"|meser[oa]s?|lavaplatos|albaniles|albanil|mecanicos?|techadores|repartidor(?:es)?|ninera|obreros?|cuidadora"
    r"|limpiadora|gente|compas?|amig[oa]s?|abuel[oa]s?|bebe|doctor(?:a|as|es)?|enfermer[oa]s?|maestr[oa]s?"
    r"|ingenier[oa]s?|licenciad[oa]s?|abogad[oa]s?|carpinter[oa]s?|eloter[oa]s?|fruter[oa]s?|taquer[oa]s?"
    r"|paleter[oa]s?|tamaler[oa]s?|florer[oa]s?|duen[oa]s?|patron(?:a|es)?|client[ea]s?|viejit[oa]s?|abuelit[oa]s?"
    r"|chav[oa]s?|morr[oa]s?|hij[oa]s?|prim[oa]s?|ti[oa]s?|soldador(?:es)?|cunad[oa]s?|suegr[oa]s?|novi[oa]s?"
    r"|taxistas?|electricistas?|artistas?|musicos?|futbolistas?|refugiad[oa]s?|guardias?|guaruras?|niner[oa]s?"
    r"|secretari[oa]s?|inquilin[oa]s?|residentes?|esposos|suegros|familiares?|miembros?|pandiller[oa]s?)"
)
_COUNT = (
    r"(?:two|three|four|five|six|seven|some|several|many|other|another|\d+|these|those|both|all|group of|mostly|mainly)"
)
# A people that is part of a name for a community of this country is not a nationality.
_NOT_AMERICAN = r"(?![- ]americans?(?![a-z]))"
_HYPHEN = r"(?<!african )(?<!african-)(?<!native )(?<!asian )(?<!asian-)(?<!latin )(?<!an american )"

HITS = (
    # He is Guatemalan; they're all Salvadoran; es salvadoreño.
    rf"{{be}}{{adv}}(?: (?:of|from|100%|pure|full|de|orgullosamente|proud"
    rf"|proudly))? (?P<it>{_HYPHEN}{{demonym}}{_NOT_AMERICAN}){{end}}",
    # A Honduran man, two Mexican nationals, a Korean-born student.
    rf"(?P<it>{_HYPHEN}{{demonym}}{_NOT_AMERICAN}(?:[ -](?:young|older|adult|elderly|male|female|day|migrant|farm"
    rf"|street|construction|teenage|national|citizen|delivery|truck|taxi|cab|uber|flower|fruit|hotel|garment|looking"
    rf"|middle-aged|mixed))*[ -]{_WHO})",
    rf"(?:{{person}}|adult|mh|mw|\d\d)(?: ?[,/(-]+ ?| )(?P<it>{{demonym}}{_NOT_AMERICAN}){{end}}",
    # Un hombre guatemalteco, ciudadana mexicana.
    rf"{_QUIEN}(?: (?:de|es|adult[oa]s?|mayor|jovenes|de origen|de nacionalidad))* {{demonym}}",
    # The Guatemalan was taken; un hondureño; los mexicanos.
    rf"(?:an?|one|another|the|that|this) (?P<it>{{demonym}}{_NOT_AMERICAN})(?= ?[.,;:!?)\"']|$| (?:who|was|is|had|has"
    rf"|from|with|said|ran|told|named|by|without|here)(?![a-z]))",
    rf"(?:{_COUNT}|the|of|were|are|for|only|by|took|arrested|detained|targeting|are all|deporting"
    rf"|hiring) (?P<it>{{demonym}}{_NOT_AMERICAN}){{end}}",
    r"(?:un|una|el|la|los|las|unos|unas|dos|tres|cuatro|cinco|varios|varias|otro|otra|otros|son|puros|al|a los|del"
    r"|de los|esos|ese|esa|hay|habia|vimos|algunos|muchos|seis|siete|ocho|diez|ambos|eran|somos|entre"
    r"|\d+) (?P<it>{demonym})",
    r"{peoples}",
    r"{country} (?:<nationals?|natives?|citizens?>)|<paisan[oa]s?|compatriotas?|compatriots?> (?:de|del|from"
    r"|of) {place}|(?:half|medio|media|full|pure|puro|pura)[ -](?P<it>{demonym}){end}",
    r"(?:possibly|probably|likely|maybe|perhaps|posiblemente|probablemente|quizas?|tal vez|a lo mejor|male|female"
    r"|[mf]) ?[,/]? ?(?P<it>{demonym}){end}",
    r"(?:par|bola|grupo|monton|group|bunch|couple|pair|crew|family|families|lot) (?:de"
    r"|of) (?:\w+ )?(?P<it>{demonym}){end}",
    r"<consulate|consul|consulado|embassy|embajada> (?:of|de|del|general of) (?:the )?{country} (?:was|were|got"
    r"|has been|fue|was also) (?:called|notified|contacted|avisad[oa]|told|informed)",
    # Of whoever owns or runs a place: the place does not take the word to itself.
    r"(?:owners?|managers?|cooks?|cashiers?|workers?|employees?|guy|man|woman|lady|duen[oa]s?|encargad[oa]s?"
    r"|emplead[oa]s?|cociner[oa]s?|senora?|cajer[oa]s?) (?:of|at|from|in|de|del) (?:\w+ ){1,4}?(?:is|are|was|were|es"
    r"|son|era){adv} {demonym}{end}",
    # A label, whatever stands between it and what it says.
    r"<nationality|citizenship|nacionalidad|ciudadania>[^.;:=]{0,40}[:=] ?(?:{demonym}|{place})",
    # Of two, the second: Guatemalan and Honduran.
    r"{be}{adv} {demonym}(?:,| y| and| or| o| e|/)+ ?(?P<it>{demonym}){end}",
    r"{be}{adv} [a-z]+(?:,| y| and| or| o| e)+ ?(?P<it>{demonym}){end}",
    r"{demonym},? de (?:unos |aproximadamente |como )?\d\d",
    r"(?P<it>{demonym})[,/ ]+(?:\d\d(?: |,|$)|male|female|approx|about|aprox)|{be}{adv} (?P<it>(?:central"
    r"|south) american|european|caribbean|caribenos?){end}",
    r"(?:nat|natl|nat'l|nation|ctry|country|pais|cit|citz) ?[:=] ?(?:{demonym}|{place}|mex|gua|hnd|slv|gtm)",
    # Citizen of Mexico, nationality: Honduran, country of origin, de nacionalidad.
    r"(?:<citizens?|citizenship|nationals?|subject|nationality|ciudadan[oa]s?|nacional|nacionales|ciudadania"
    r"|nacionalidad> (?:of|in|from|is|was|de|del|es|as)(?: the)? {place})",
    r"<citizenship|nationality|nacionalidad|ciudadania|coc|coo>(?: (?:is|was|es|era|of|as|listed|given|list|field"
    r"|noted|shown|says))*[ :=-]+(?:an? )?(?:{demonym}|{place})|<citizenship|nationality|nacionalidad"
    r"|ciudadania>(?: (?:listed|given|noted|shown))? ?[:=] ?(?!us\b|u\.s|american|none|not|unknown|yes|no\b"
    r"|ameri)[a-z]+",
    r"<country|pais> (?:of|de) (?:<citizenship|origin|nationality|origen|nacionalidad|ciudadania>)(?: (?:is|was|es|era"
    r"|as|listed))*[ :=-]+\w+",
    r"(?:his|her|their|su|home|native) (?:<country>|<pais>)(?: of origin| de origen| natal)?(?: (?:is|was|es|era|of"
    r"|de))*[, :=]+(?:el |la |the )?{place}",
    r"(?:de|son de|era de|es de|of) (?:<nacionalidad>|<origen>|<nationality>|<origin>) (?P<it>{demonym}|{place})"
    r"|<nacionalidad> {demonym}|{demonym} <nationality|origin|descent|ancestry|background|heritage|extraction|roots"
    r"|blood>",
    r"(?:with|of|por) (?:\w+ )?(?:<nationality>) (?:{demonym}|{place})",
    r"<foreign> (?:<nationals?|citizens?|born>)|{be}{adv} (?:a )?<foreigners?>|(?:un|una|unos|dos|es|son"
    r"|los) (?P<it><extranjer[oa]s?>){end}|<centroamerican[oa]s?>",
    r"central american (?:m[ae]n|wom[ae]n|males?|females?|famil(?:y|ies)|migrants?|immigrants?|people|nationals?"
    r"|workers?)",
    # Whose consulate is called says the same.
    r"(?:his|her|their|su|sus) (?:(?:country'?s|home|own|{demonym}) )?<consulate|embassy|consul|consulado|embajada>"
    r"|(?:notif\w+|call\w*|contact\w*|llam\w+|avis\w+|phon\w+)(?: (?:the|al|a|el|with|to))* (?:{demonym} <consulate"
    r"|embassy>|<consulado|consulate|embassy> (?:de|of|general of|{demonym})(?: {country})?)",
    # What somebody calls, or is called by.
    r"(?:identif\w+|described|claims?|claimed|listed|sounded|looked|looks|appear\w*|seem\w*)(?: (?:himself|herself"
    r"|themselves|him|her|them|como|ser|as|to be|being|like|as being|a|an|he is))+ (?P<it>{demonym}){end}",
    r"{demonym}[ -](?:passport holders?|birth certificate|by birth)|dual[ -]<nationals?|nationality|nacionalidad>"
    r"|doble nacionalidad",
)

NEAR = (
    *QUESTIONS,
    # Food, flags, shops, plates, tongues.
    r"{thing}(?: \w+){0,2}? (?:is|was|were|are|es|era|son|'s|looked|looks|sounded|reads?){adv} {demonym}",
    r"{thing} {demonym}|(?:la|el|los|las) {thing} (?:\w+ )?{demonym}",
    r"{demonym}(?:[ -](?:style|american|family|street|grill|fast))?[ -](?:{thing}|restaurant|owned|made|speak\w+"
    r"|language|registered|built|themed|style|airlines|express|legion|red|idol|apparel|cross)",
    r"(?:a|an|the|two|\d+) {demonym}[ -](?:\w+ )?{thing}",
    r"{demonym} (?:family|women'?s?|men'?s?|student|workers?|people'?s?|youth|veterans?|cultural|community|seniors?"
    r"|nationals?|children'?s?|drivers?|friends?)'?s? (?:{thing}|clinic|club|groups?|dance|resource|day|choir|housing"
    r"|union|alliance|collective|night|soccer|baptist|methodist|presbyterian|museum|library|theater|center)",
    r"(?:speak\w*|spoke|spoken|in|into|language|fluent in|interpreter for|habla\w*|hablo|hablando|idioma|lengua|read"
    r"|written in|translated (?:to|into|from)|interprete de|native language|primary language|from|dialect of"
    r"|understood|understands?|to|with|en)(?: (?:is|was|only|some|broken|fluent|limited|el|es|little|bit of|both"
    r"|english|spanish|and|y))* {demonym}",
    r"{demonym}[ -](?:speak\w+|language|interpret\w+|translat\w+|subtitles|channel|accent|lessons|class(?:es)?|only"
    r"|version|flyers?|signs?|leaflet|card|text|and english|or english)",
    # An American citizen is a citizen: immigration status.
    r"(?:<american> (?:<citizens?|citizenship>)|<ciudadan[oa]s?|ciudadania> (?:<american[oa]s?|norteamerican[oa]s?"
    r"|estadounidenses?>|de (?:los )?{us})|<citizens?|citizenship> of (?:the )?{us})",
    # Names of businesses, places and armies of advocates.
    r"(?:panaderia|taqueria|mercado|tienda|restaurante?|carniceria|pupuseria|tortilleria|rosticeria|cafe|market|bakery"
    r"|store|salon|abarrotes|super|botanica|grill|calle|avenida|plaza|radio|hotel|banco|club|liga) (?:el |la |los "
    r"|las )?{demonym}",
    r"(?:el|la|los|las|the) {demonym} (?:market|bakery|restaurant|grill|store|cafe|meat|mart|deli|bar|salon|carniceria"
    r"|bridge|war|theat\w+|hotel|club|legion|building|bazaar|cathedral)",
    r"(?:african|native|asian|latin|mexican|korean|armenian|chinese|japanese|filipino|salvadoran|central|south|north"
    r"|all|anglo|italian|cuban|irish|arab|chinese)[- ]<americans?>",
    r"<americans?> (?:with disabilities|flags?|embassy|cars?|dream|eagle|spanish|sign|football|made)|(?:fellow|many"
    r"|most|all|we the|real) <americans?>",
    r"(?:viva|arriba|vivan) (?:el |la |los |las )?(?:{country}|{demonym})",
    r"(?:a|an|the|warm|cheese|and) danish(?= (?:and|on|in|from|with)|[.,;])|swiss (?:army|cheese|chard|miss|knife)"
    r"|danish (?:pastr\w+|furniture)|cuban (?:coffee|sandwich|cigar)\w*|norwegian salmon|serbian orthodox|(?:armenian"
    r"|greek|russian|ethiopian|coptic|ukrainian|romanian|bulgarian) orthodox|scottish terrier|(?:entiend\w+|aprend\w+"
    r"|traduc\w+|sab\w+|poco de|algo de|clase de)(?: \w+)? {demonym}",
    r"german shepherds?|pastor(?:es)? aleman(?:es)?|french (?:fries|bulldog|bread|toast)|english (?:bulldog|muffin)"
    r"|polish (?:sausage|dog)|chinese (?:new year|food|zodiac)|turkish (?:coffee|rug)|indian (?:st|street|motorcycle"
    r"|food|reservation|wells)|american (?:indian|bully|staffordshire)",
    r"(?:our|organi[sz]ed|hosted|sponsored|run) by (?:the )?{demonym} \w+",
    r"(?:{demonym}|little|general) (?:consulate|embassy)(?: (?:building|parking|general on|office|on|at|staff|official"
    r"|was closed|line|lot|entrance))|(?:near|outside|by|front of|frente al?|cerca del?|across from|corner of|at"
    r"|towards?|past|behind|next to|block of)(?: (?:the|el|de|del))* (?:{demonym} )?<consulate|consulado"
    r"|embassy>(?: (?:of|general of|de) {country})?",
    # "Foreign" as officers use it of plates and objects.
    r"<foreign> (?:object|plates?|language|car|vehicle|substance|matter)",
)
