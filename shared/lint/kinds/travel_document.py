"""Passports, visas, consular cards and border papers: each says where somebody belongs, and how they came."""

from shared.lint.kinds.questions import QUESTIONS

HITS = (
    r"<passports?|pasaportes?|passaportes?>(?:(?: (?:number|num|no|nr|numero|is|es|con))*[ .:#]*[a-z]{0,2}\d{6,9})?",
    r"(?:his|her|their|my|su|sus|mi|an?|una?|expired|on|with|con) (?P<it><b|f|j|l|o|h|tn>-?(?:1-?b|2-?[ab]|1"
    r"|2)?)(?= (?:visa )?(?:ran out|expired|lapsed|expires|visa|vencio|vencid[oa]|se vencio|is expired|was expired"
    r"|stamp|is up|is good|good until))",
    r"<visas?|visados?|uvisa|tvisa>",
    # Consular cards and the ids of other countries; "matrícula" alone is a number plate.
    r"<matriculas?> (?:<consular|consulares>)|<consular> (?:<id|ids|card|cards|identification>|registration|matricula)"
    r"|<credencial|tarjeta|identificacion|documentos?> <consular|consulares>|(?:his|her|their|my) <matricula>|(?:su"
    r"|una|la|con|her|his|a) <matricula>(?= (?:consular|de mexico|de guatemala|mexicana|guatemalteca))",
    r"{demonym} (?:(?:government |national |state |voter |electoral )*(?:<id|ids|identification|ine|ife|dpi|cedula"
    r"|documents?>)(?: cards?)?|(?:driver'?s? )?licen[cs]e(?! plates?)|papers|voter cards?)|(?:<identificacion|cedula"
    r"|credencial|licencia|dui>)(?: (?:de (?:elector|identidad|conducir|manejar|votar)|oficial|nacional))* {demonym}",
    r"(?:<ine>|<ife>|<credencial> (?:del? )?(?:<ine>|elector|para votar))(?: card| mexican[ao]| vencid[ao])?|<curp>"
    r"|<cedula> de (?:identidad|ciudadania|extranjeria)|<foreign> (?:id|identification|driver'?s? licen[cs]e"
    r"|government id|travel documents?)|<id|identification|licen[cs]e|identificacion|licencia> from {country}"
    r"|<dpi>(?: (?:card|guatemalteco|de guatemala))?",
    # Border papers by their names.
    r"(?:form )?<i>[- ]?94[aw]?(?: (?:card|form|record|number|printout))?|<form|forma|formulario> i-?(?:20|551|766|797"
    r"|130|485|589|765)|<ds>[- ]?2019|<i>-?(?:551|797|766)",
    r"<travel> (?:documents?|permit|papers|letter)|<documentos?|permiso> de <viaje>|<border> <crossing> (?:card"
    r"|permit)|(?:<laser> visa)|laissez[- ]passer|<sentri> card|<cbp> one (?:appointment|app)|permiso de (?:entrada"
    r"|internacion)|sello de entrada",
)

NEAR = (
    *QUESTIONS,
    # Passport photographs, offices and cars.
    r"<passports?>[- ](?:photos?|size[d]?|pictures?|services?|office|agenc\w+|center|centre|building|photo|acceptance"
    r"|fair|line|program|control|health|lane|to (?:parks?|fun|adventure|health|summer|reading|travel|success)|cover"
    r"|holder|app|window|counter|hours|day|renewal (?:office|center|service))",
    r"(?:honda|a (?:gray|grey|white|black|silver|blue|red)|20\d\d|\d{4} honda) <passports?>(?: (?:suv|driving"
    r"|parked))?",
    r"(?:gray|grey|white|black|silver|blue|red|green|tan|dark|newer|older) (?:honda )?<passport> (?:suv|parked|driv\w+"
    r"|with|left|pulled|fled|was|stopped|turned)",
    r"(?:fotos?|oficina|servicio|tamano|agencia|tramite)(?: \w+)? (?:de|del|para|tipo) (?:el )?<pasaportes?"
    r"|passaportes?|visas?>",
    r"(?:photo|photos|pictures|photographs) (?:for|size) <passports?>|(?:city|museum|park|national parks|food|library"
    r"|health|discount|vaccine|season|disney) <passports?>",
    r"(?:<pasaportes?> y|fotos? (?:y|para|de)) (?:fotos?|<pasaportes?|visas?>)|(?:se llama|llamad[oa]|named"
    r"|called) <pasaportes?|passports?>",
    # Visa as a bank card, and offices that carry the word.
    r"<visas?>[- /](?:cards?|debit|credit|gift|logo|terminal|pay\w*|signs?|mastercard|and mastercard|or mastercard"
    r"|y mastercard|o mastercard|ending|application|services?|offices?|center|sticker|prepaid|account|number|receipt"
    r"|charges?|transaction|machine|reader|statement|terminada|only|accepted|not accepted)",
    r"(?:master ?card|amex|discover|debit|credit|prepaid|chase|card|pa(?:id|y|ying|yment)(?: \w+){0,3}? (?:with|by"
    r"|using|via)|charged (?:to|on)|tarjetas?(?: de (?:credito|debito))?|pag\w+(?: \w+){0,2}? con|gift|swiped|tapped"
    r"|used|accepts?|aceptan?|stolen|tarjeta de regalo|target|walmart|fargo|america|capital one)(?: (?:a|an|the|su|una"
    r"|la|his|her|my|their|or|and|only|de|tarjeta|del|business|bank|platinum))* <visa>(?: (?:card|debit|credit|ending"
    r"|terminada|y|and|or|o|de credito|de debito|platinum|signature|gift))?(?! (?:vencida|expirada|de trabajo"
    r"|de turista|expired))",
    r"<visa> versa",
    # Staying past a visa, and a visa's status, are said under immigration status.
    r"overstay\w*(?: (?:on|past|of|his|her|their|my|the|an?|su|that|expired))* <visas?>|<visa> status|status of (?:his"
    r"|her|their|the) <visa>|(?:estatus|estado) de (?:su |la )?<visa>",
    r"(?:se (?:quedo|paso|quedaron|pasaron|excedio)|quedarse|excedio|sobrepaso){clause}{0,50}?<visa>(?! (?:de|laser))",
    r"<visas?> overstay\w*",
    # The motorway.
    r"(?:interstate |highway |hwy |on |freeway |the )i-?94 (?:fwy|freeway|highway|exit|north|south|east|west|on-?ramp"
    r"|in (?:illinois|michigan|wisconsin|minnesota|north dakota|chicago|detroit))",
)
