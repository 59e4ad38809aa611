"""Nationality: of what country, or people, somebody is."""

from shared.lint.kinds.questions import QUESTIONS

_WHO = (
    r"(?:nationals?|citizens?|citizenship|nationalit(?:y|ies)|m[ae]n|wom[ae]n|males?|females?|persons?|people"
    r"|individuals?|guys?|kids?|child(?:ren)?|boys?|girls?|teens?|teenagers?|youths?"
    r"|famil(?:y|ies)|workers?|laborers?|vendors?|immigrants?|migrants?|refugees?|asylum|couple|mother|father"
    r"|parents|brothers?|sisters?|students?|lad(?:y|ies)|gentlem[ae]n|drivers?"
    r"|suspects?|subjects?|victims?|wit(?:ness(?:es)?)?|detainees?|arrestees?|passengers?|day[- ]laborers?"
    r"|gardeners?|cooks?|employees?|crew|farmworkers?|natives?|husband|wife|boyfriend|girlfriend|friends?"
    r"|neighbors?|juveniles?|roofers?|nanny|painters?|plumbers?|waiters?|waitress|dishwashers?|mechanics?"
    r"|barbers?|bartenders?|nurses?|caregivers?|busboys?|cleaners?|landscapers?|janitors?|nat'?l|kid|by birth"
    r"|descent|origin|tourists?|visitors?|bystanders?|pedestrians?|born|gang members?|gangsters?|members?|owners?"
    r"|managers?"
    r"|doctors?|pastors?|priests?|engineers?|electricians?|carpenters?|welders?|maids?|housekeepers?|tenants?"
    r"|grandmother|grandfather|grandma|grandpa|uncles?|aunts?|cousins?|sons?|daughters?|dad|mom|baby|speakers? from"
    r"|fathers|mothers|athletes?|businessm[ae]n|taxi drivers?|guests?|clients?|customers?|soldiers?|protesters?)"
)
_QUIEN = (
    r"(?:hombres?|mujer(?:es)?|senor(?:a|es|as)?|joven(?:es)?|muchach[oa]s?|chic[oa]s?|nin[oa]s?|personas?"
    r"|familias?|trabajador(?:a|es|as)?|ciudadan[oa]s?|vendedor(?:a|es|as)?|jornaler[oa]s?"
    r"|padres?|madre|papa|mama|herman[oa]s?|espos[oa]|compañer[oa]s?|companer[oa]s?|chofer|conductor(?:a)?"
    r"|pasajer[oa]s?|detenid[oa]s?|victimas?|testigos?|migrantes?|inmigrantes?|nacionalidad|origen|pareja"
    r"|tip[oa]s?|vecin[oa]s?|sujetos?|empleados?|estudiantes?|emplead[oa]|nacional(?:es)?|turistas?"
    r"|varon(?:es)?|cociner[oa]s?|jardiner[oa]s?|pintor(?:es)?|plomeros?|meser[oa]s?|lavaplatos|albaniles"
    r"|albanil|mecanicos?|techadores|repartidor(?:es)?|ninera|obreros?|cuidadora|limpiadora|gente|compas?"
    r"|amig[oa]s?|abuel[oa]s?|bebe|doctor(?:a|as|es)?|enfermer[oa]s?|maestr[oa]s?|ingenier[oa]s?|licenciad[oa]s?"
    r"|abogad[oa]s?|carpinter[oa]s?|eloter[oa]s?|fruter[oa]s?|taquer[oa]s?|paleter[oa]s?|tamaler[oa]s?|florer[oa]s?"
    r"|duen[oa]s?"
    r"|patron(?:a|es)?|client[ea]s?|viejit[oa]s?|abuelit[oa]s?|chav[oa]s?|morr[oa]s?|hij[oa]s?|prim[oa]s?|ti[oa]s?"
    r"|soldador(?:es)?"
    r"|cunad[oa]s?|suegr[oa]s?|novi[oa]s?|taxistas?|electricistas?|artistas?|musicos?|futbolistas?|refugiad[oa]s?"
    r"|guardias?"
    r"|guaruras?|niner[oa]s?|secretari[oa]s?|inquilin[oa]s?|residentes?|esposos|suegros|familiares?|miembros?"
    r"|pandiller[oa]s?)"
)
_COUNT = (
    r"(?:two|three|four|five|six|seven|some|several|many|other|another|\d+|these|those|both|all|group of|mostly"
    r"|mainly)"
)
# A people that is part of a name for a community of this country is not a nationality.
_NOT_AMERICAN = r"(?![- ]americans?(?![a-z]))"
_HYPHEN = r"(?<!african )(?<!african-)(?<!native )(?<!asian )(?<!asian-)(?<!latin )(?<!an american )"

HITS = (
    # He is Guatemalan; they're all Salvadoran; es salvadoreño.
    rf"{{be}}{{adv}}(?: (?:of|from|100%|pure|full|de|orgullosamente|proud"
    rf"|proudly))? (?P<it>{_HYPHEN}{{demonym}}{_NOT_AMERICAN}){{end}}",
    # A Honduran man, two Mexican nationals, a Korean-born student.
    rf"(?P<it>{_HYPHEN}{{demonym}}{_NOT_AMERICAN}(?:[ -](?:young|older|adult|elderly|male|female|day|migrant"
    rf"|farm|street|construction|teenage|national|citizen|delivery|truck|taxi|cab|uber|flower|fruit|hotel|garment"
    rf"|looking|middle-aged|mixed))*"
    rf"[ -]{_WHO})",
    rf"(?:{{person}}|adult|mh|mw|\d\d)(?: ?[,/(-]+ ?| )(?P<it>{{demonym}}{_NOT_AMERICAN}){{end}}",
    # Un hombre guatemalteco, ciudadana mexicana.
    rf"{_QUIEN}(?: (?:de|es|adult[oa]s?|mayor|jovenes|de origen|de nacionalidad))* {{demonym}}",
    # The Guatemalan was taken; un hondureño; los mexicanos.
    rf"(?:an?|one|another|the|that|this) (?P<it>{{demonym}}{_NOT_AMERICAN})(?= ?[.,;:!?)\"']|$"
    rf"| (?:who|was|is|had|has|from|with|said|ran|told|named|by|without|here)(?![a-z]))",
    rf"(?:{_COUNT}|the|of|were|are|for|only|by|took|arrested|detained|targeting|are all|deporting"
    rf"|hiring) (?P<it>{{demonym}}{_NOT_AMERICAN}){{end}}",
    r"(?:un|una|el|la|los|las|unos|unas|dos|tres|cuatro|cinco|varios|varias|otro|otra|otros|son|puros|al"
    r"|a los|del|de los|esos|ese|esa|hay|habia|vimos|algunos|muchos|seis|siete|ocho|diez|ambos|eran|somos"
    r"|entre|\d+) (?P<it>{demonym})",
    r"{peoples}",
    r"{country} (?:<nationals?|natives?|citizens?>)|<paisan[oa]s?|compatriotas?|compatriots?> (?:de|del|from"
    r"|of) {place}"
    r"|(?:half|medio|media|full|pure|puro|pura)[ -](?P<it>{demonym}){end}",
    r"(?:possibly|probably|likely|maybe|perhaps|posiblemente|probablemente|quizas?|tal vez|a lo mejor|male|female"
    r"|[mf]) ?[,/]? ?(?P<it>{demonym}){end}",
    r"(?:par|bola|grupo|monton|group|bunch|couple|pair|crew|family|families|lot) (?:de"
    r"|of) (?:\w+ )?(?P<it>{demonym}){end}",
    r"<consulate|consul|consulado|embassy|embajada> (?:of|de|del|general of) (?:the )?{country} (?:was|were|got"
    r"|has been|fue|was also) (?:called|notified|contacted"
    r"|avisad[oa]|told|informed)",
    # Of whoever owns or runs a place: the place does not take the word to itself.
    r"(?:owners?|managers?|cooks?|cashiers?|workers?|employees?|guy|man|woman|lady|duen[oa]s?|encargad[oa]s?"
    r"|emplead[oa]s?|cociner[oa]s?"
    r"|senora?|cajer[oa]s?) (?:of|at|from|in|de|del) (?:\w+ ){1,4}?(?:is|are|was|were|es|son|era){adv} {demonym}{end}",
    # A label, whatever stands between it and what it says.
    r"<nationality|citizenship|nacionalidad|ciudadania>[^.;:=]{0,40}[:=] ?(?:{demonym}|{place})",
    # Of two, the second: Guatemalan and Honduran.
    r"{be}{adv} {demonym}(?:,| y| and| or| o| e|/)+ ?(?P<it>{demonym}){end}",
    r"{demonym},? de (?:unos |aproximadamente |como )?\d\d",
    r"(?P<it>{demonym})[,/ ]+(?:\d\d(?: |,|$)|male|female|approx|about|aprox)"
    r"|{be}{adv} (?P<it>(?:central|south) american|european|caribbean|caribenos?){end}",
    r"(?:nat|natl|nat'l|nation|ctry|country|pais|cit|citz) ?[:=] ?(?:{demonym}|{place}|mex|gua|hnd|slv|gtm)",
    # Citizen of Mexico, nationality: Honduran, country of origin, de nacionalidad.
    r"(?:<citizens?|citizenship|nationals?|subject|nationality|ciudadan[oa]s?|nacional|nacionales|ciudadania"
    r"|nacionalidad> (?:of|in|from|is|was|de|del|es|as)(?: the)? {place})",
    r"<citizenship|nationality|nacionalidad|ciudadania|coc"
    r"|coo>(?: (?:is|was|es|era|of|as|listed|given|list|field|noted|shown|says))*[ :=-]+(?:an? )?(?:{demonym}"
    r"|{place})|<citizenship|nationality|nacionalidad"
    r"|ciudadania>(?: (?:listed|given|noted|shown))? ?[:=] ?(?!us\b|u\.s|american|none|not|unknown|yes|no\b"
    r"|ameri)[a-z]+",
    r"<country|pais> (?:of|de) (?:<citizenship|origin|nationality|origen|nacionalidad"
    r"|ciudadania>)(?: (?:is|was|es|era|as|listed))*[ :=-]+\w+",
    r"(?:his|her|their|su|home|native) (?:<country>|<pais>)(?: of origin| de origen"
    r"| natal)?(?: (?:is|was|es|era|of|de))*[, :=]+(?:el |la |the )?{place}",
    r"(?:de|son de|era de|es de|of) (?:<nacionalidad>|<origen>|<nationality>|<origin>) (?P<it>{demonym}"
    r"|{place})|<nacionalidad> {demonym}|{demonym} <nationality|origin|descent|ancestry|background|heritage"
    r"|extraction|roots|blood>",
    r"(?:with|of|por) (?:\w+ )?(?:<nationality>) (?:{demonym}|{place})",
    r"<foreign> (?:<nationals?|citizens?|born>)|{be}{adv} (?:a )?<foreigners?>"
    r"|(?:un|una|unos|dos|es|son|los) (?P<it><extranjer[oa]s?>){end}|<centroamerican[oa]s?>",
    r"central american (?:m[ae]n|wom[ae]n|males?|females?|famil(?:y|ies)|migrants?|immigrants?|people"
    r"|nationals?|workers?)",
    # Whose consulate is called says the same.
    r"(?:his|her|their|su|sus) (?:(?:country'?s|home|own|{demonym}) )?<consulate|embassy|consul|consulado"
    r"|embajada>|(?:notif\w+|call\w*|contact\w*|llam\w+|avis\w+"
    r"|phon\w+)(?: (?:the|al|a|el|with|to))* (?:{demonym} <consulate|embassy>|<consulado|consulate"
    r"|embassy> (?:de|of|general of|{demonym})(?: {country})?)",
    # What somebody calls, or is called by.
    r"(?:identif\w+|described|claims?|claimed|listed|sounded|looked|looks|appear\w*"
    r"|seem\w*)(?: (?:himself|herself|themselves|him|her|them|como|ser|as|to be|being|like|as being|a|an"
    r"|he is))+ (?P<it>{demonym}){end}",
    r"{demonym}[ -](?:passport holders?|birth certificate|by birth)|dual[ -]<nationals?|nationality"
    r"|nacionalidad>|doble nacionalidad",
)

NEAR = (
    *QUESTIONS,
    # Food, flags, shops, plates, tongues.
    r"{thing}(?: \w+){0,2}? (?:is|was|were|are|es|era|son|'s|looked|looks|sounded|reads?){adv} {demonym}",
    r"{thing} {demonym}|(?:la|el|los|las) {thing} (?:\w+ )?{demonym}",
    r"{demonym}(?:[ -](?:style|american|family|street|grill|fast))?[ -](?:{thing}|restaurant|owned|made"
    r"|speak\w+|language|registered|built|themed|style|airlines|express|legion|red|idol|apparel|cross)",
    r"(?:a|an|the|two|\d+) {demonym}[ -](?:\w+ )?{thing}",
    r"{demonym} (?:family|women'?s?|men'?s?|student|workers?|people'?s?|youth|veterans?|cultural|community"
    r"|seniors?|nationals?|children'?s?|drivers?|friends?)'?s? (?:{thing}|clinic|club|groups?|dance|resource"
    r"|day|choir|housing|union|alliance|collective|night|soccer|baptist|methodist|presbyterian|museum|library"
    r"|theater|center)",
    r"(?:speak\w*|spoke|spoken|in|into|language|fluent in|interpreter for|habla\w*|hablo|hablando|idioma"
    r"|lengua|read|written in|translated (?:to|into|from)|interprete de|native language|primary language|from"
    r"|dialect of|understood|understands?|to|with"
    r"|en)(?: (?:is|was|only|some|broken|fluent|limited|el|es|little|bit of|both|english|spanish|and"
    r"|y))* {demonym}",
    r"{demonym}[ -](?:speak\w+|language|interpret\w+|translat\w+|subtitles|channel|accent|lessons"
    r"|class(?:es)?|only|version|flyers?|signs?|leaflet|card|text|and english|or english)",
    # An American citizen is a citizen: immigration status.
    r"(?:<american> (?:<citizens?|citizenship>)|<ciudadan[oa]s?"
    r"|ciudadania> (?:<american[oa]s?|norteamerican[oa]s?|estadounidenses?>|de (?:los )?{us})|<citizens?"
    r"|citizenship> of (?:the )?{us})",
    # Names of businesses, places and armies of advocates.
    r"(?:panaderia|taqueria|mercado|tienda|restaurante?|carniceria|pupuseria|tortilleria|rosticeria|cafe"
    r"|market|bakery|store|salon|abarrotes|super|botanica|grill|calle|avenida|plaza|radio|hotel|banco|club"
    r"|liga) (?:el |la |los |las )?{demonym}",
    r"(?:el|la|los|las|the) {demonym} (?:market|bakery|restaurant|grill|store|cafe|meat|mart|deli|bar|salon"
    r"|carniceria|bridge|war|theat\w+|hotel|club|legion|building|bazaar|cathedral)",
    r"(?:african|native|asian|latin|mexican|korean|armenian|chinese|japanese|filipino|salvadoran|central"
    r"|south|north|all|anglo|italian|cuban|irish|arab|chinese)[- ]<americans?>",
    r"<americans?> (?:with disabilities|flags?|embassy|cars?|dream|eagle|spanish|sign|football|made)"
    r"|(?:fellow|many|most|all|we the|real) <americans?>",
    r"(?:viva|arriba|vivan) (?:el |la |los |las )?(?:{country}|{demonym})",
    r"(?:a|an|the|warm|cheese|and) danish(?= (?:and|on|in|from|with)|[.,;])|swiss (?:army|cheese|chard|miss|knife)"
    r"|danish (?:pastr\w+|furniture)|cuban (?:coffee|sandwich|cigar)\w*|norwegian salmon|serbian orthodox"
    r"|(?:armenian|greek|russian|ethiopian|coptic|ukrainian|romanian|bulgarian) orthodox|scottish terrier"
    r"|(?:entiend\w+|aprend\w+|traduc\w+|sab\w+|poco de|algo de|clase de)(?: \w+)? {demonym}",
    r"german shepherds?|pastor(?:es)? aleman(?:es)?|french (?:fries|bulldog|bread|toast)|english (?:bulldog|muffin)"
    r"|polish (?:sausage|dog)|chinese (?:new year|food|zodiac)|turkish (?:coffee|rug)"
    r"|indian (?:st|street|motorcycle|food|reservation|wells)|american (?:indian|bully|staffordshire)",
    r"(?:our|organi[sz]ed|hosted|sponsored|run) by (?:the )?{demonym} \w+",
    r"(?:{demonym}|little|general) (?:consulate"
    r"|embassy)(?: (?:building|parking|general on|office|on|at|staff|official|was closed|line|lot|entrance))"
    r"|(?:near|outside|by|front of|frente al?|cerca del?|across from|corner of|at|towards?|past|behind"
    r"|next to|block of)(?: (?:the|el|de|del))* (?:{demonym} )?<consulate|consulado"
    r"|embassy>(?: (?:of|general of|de) {country})?",
    # "Foreign" as officers use it of plates and objects.
    r"<foreign> (?:object|plates?|language|car|vehicle|substance|matter)",
)
