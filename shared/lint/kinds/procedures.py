"""What is under way with the immigration authorities: petitions, hearings, checks, fees, oaths. Each tells a status."""

_THEY = r"(?:ice|<uscis>|<immigration>|<inmigracion>|<migracion>|la migra|<eoir>)"
_ANY = r"(?:his|her|their|my|our|the|an?|su|sus|mi|el|la|un|una|los|las|le|se)"

HITS = (
    # Before a judge or an officer of immigration.
    r"(?:immigration|<eoir>) (?:judge|court|officer)(?: \w+){0,2}? (?:ordered|granted|denied|let|gave|approved"
    r"|released|deported"
    r"|removed|told (?:him|her|them))(?: (?:him|her|them))?(?: \w+)?",
    r"(?:juez|jueza|corte) de (?:<inmigracion>|<migracion>)(?: \w+){0,2}? (?:le|lo|la|les|ordeno|dio|nego"
    r"|aprobo)(?: \w+)?",
    rf"(?:check(?:s|ed|ing)?[- ]?ins?|report(?:s|ed|ing)?|present\w*|firma\w*|va|van|reporta\w*|register(?:s"
    rf"|ed)?)(?: (?:in|to|with|ante|a|con"
    rf"|cada \w+|every \w+|once a \w+|monthly|weekly|yearly|firmar|himself|herself))+ {_THEY}(?! (?:agents?|officers?"
    rf"|commander))",
    rf"{_THEY} (?:check-?in|supervision|monitor|bond|parole|interview|appointment)(?: (?:date|appointment|every \w+))?"
    r"|(?:on|out on|released on|has an?|under) (?:immigration|ice) (?:bond|supervision|parole|monitor\w*)",
    r"(?:<ankle> (?:monitor|bracelet)|<grillete>)(?: (?:on|puesto))?(?= (?:from|de|del|por|for) (?:ice|immigration"
    r"|la migra|migracion))",
    # Somebody asks for somebody.
    r"(?:sponsor|father|mother|wife|husband|son|daughter|brother|sister|boss|employer|uncle|aunt|parents|dad|mom"
    r"|spouse|kids?|he|she|they)"
    r"(?: (?:had|has|have|already|never|once|also|is|was))* (?P<it><petitioned|sponsored|sponsoring|petitioning>"
    r" (?:for )?(?:him|her|them|me|us|his|the|my))(?: \w+)?",
    r"(?:family|immigration|spousal|marriage|visa|asylum|i-130|green card|residency) <petition|petitions>"
    r"|(?:his|her|their|my|our|a|the) (?P<it><petition> (?:is|was|has been|got|for|still) (?:\w+ )?(?:pending|approved"
    r"|denied|granted|in|filed"
    r"|residen\w+|for a green card|immigration))|(?:sponsor|petitioner)(?: \w+){1,3} <petition>",
    r"(?:le|les|me|nos|lo|la|los)(?: (?:esta|estan|va|van|ha|han|habia))?(?: a)? (?:meti\w+|metiendo|meter|present\w+"
    r"|hiz\w+|aprob\w+|neg\w+"
    r"|cancel\w+|hicieron|sometio|sometieron) (?:la|una|su) <peticion>|<peticion> (?:familiar|aprobada|pendiente"
    r"|ante (?:<uscis>|<inmigracion>|<migracion>))",
    r"(?:lo|la|los|las|me|nos) (?:pidio|va a pedir|esta pidiendo|esta arreglando|arreglo|arreglaron|va a arreglar"
    r"|piensa arreglar)"
    r"(?: (?:su|el|la|mi) (?:espos[oa]|marido|mujer|hij[oa]|herman[oa]|padre|madre|patron|suegr[oa]))(?![a-z])"
    r"|(?:su|mi|el|la) (?:espos[oa]|marido|mujer|hij[oa]|herman[oa]|padre|madre|patron|suegr[oa]) (?:ya )?(?:lo|la|los"
    r"|me) (?P<it>esta arreglando"
    r"|esta pidiendo|va a arreglar|arreglo|anda arreglando|piensa arreglar)(?! (?:el|la|los|las|un|una) (?!papeles))",
    r"(?:{person}|ya|todavia|aun|no|su caso|todo|que) (?:\w+ )?(?:esta|estan|anda|sigue|siguen"
    r"|estaba) (?P<it>en <tramites?|proceso>"
    r"(?: de (?:arreglar\w*|residencia|ciudadania|asilo|legaliza\w+|sus papeles|inmigracion|migracion"
    r"|regularizar\w*))?){end}",
    r"(?:proceso|tramites?|tramitando|empez\w+|quiere|quieren|pudo|puede|va a|logro|alcanzo a) (?:de |a "
    r"|para )?<arreglar|legalizarse|legalizar"
    r"|regularizarse|regularizar>(?: (?:su|sus) (?:situacion|estatus|papeles))?{end}",
    # A status that was changed, asked for or taken away.
    r"(?:adjust(?:s|ed|ing)?|lost|losing|change[sd]?|changing|regulari[sz]\w+|legali[sz]\w+|maintain\w*"
    r"|violat\w+) (?:his|her|their|my)"
    r" (?:immigration |legal |visa |lawful )?<status>",
    r"(?:cancel\w+|quit\w+|revoc\w+|revoked|renov\w+|neg\w+|dieron|dio|aprob\w+|perdi\w+|venc\w+|terminated|ended|lost"
    r"|acab\w+|falta"
    r"|le faltan)(?: (?:el|la|su|los|sus|his|her|their))* (?P<it><tps|daca|mica|ciudadania|green card|asilo|asylum"
    r"|work permit>){end}",
    r"se (?:le|les|me) (?:vencio|vencieron|acabo|expiro|venci[oa]) (?:el|la|su|sus|los) (?P<it><permiso|estadia"
    r"|estancia|mica|residencia"
    r"|papeles|tps|daca>)(?: (?:de trabajo|de estancia|de residencia))?{end}",
    # The oath and the examination.
    r"(?:took|take|taking|passed|pass(?:es)?|failed|studying for|swore|swear\w*|paso|pasaron|hizo|aprobo|tomo|presento"
    r"|reprobo|estudia\w*"
    r"|estudiando)(?: (?:para|the|his|her|their|su|el|la|an?|of))* (?:(?:(?:citizenship|naturali[sz]ation"
    r"|civics) (?:test|exam|oath"
    r"|interview)|oath of (?:allegiance|citizenship)|<examen> de (?:la )?<ciudadania>|juramento de ciudadania))",
    r"<juro|juraron|jurar|jure> (?:bandera|(?:la )?ciudadania)",
    # Turned back, brought as a child, removed so many times.
    r"(?:turned|sent|pushed|kicked|taken) (?:away|back|around) (?:at|from|across|over|to) (?:the )?(?:border|{country}"
    r"|port of entry|tijuana)",
    r"(?:has|have|had|was|were|been|got|fue|ha sido) (?:been )?(?P<it>(?:removed|returned|expelled|deported"
    r"|deportad[oa]s?|expulsad[oa]s?|regresad[oa]s?)"
    r" (?:\w+ times|twice|once before|(?:dos|tres|cuatro|varias) veces))",
    r"(?:ordered|orden\w+)(?: (?:him|her|them|lo|la))? (?P<it><removed|deported|deportad[oa]|deportarl[oa]>)",
    r"(?:lo|la|los|me|nos|las) (?P<it>(?:trajeron|trajo|cruzaron|pasaron) (?:de (?:bebe|chiquit[oa]s?|nin[oa]s?"
    r"|pequen[oa]s?|meses)|cuando (?:era|eran|tenia)"
    r"))",
    r"(?:brought|carried|smuggled) (?:him|her|them|me|us)? ?(?:here|over|across|to this country"
    r"|to {us}) (?:as (?:an? )?(?:baby|babies|child|children|infant"
    r"|kid|kids|toddler|minor)|when (?:he|she|they|i|we) (?:was|were))",
    # Papers made up, or none at all.
    r"(?:no|ni) (?:tiene|tenia|trae|cuenta con|tengo|tienen|hay)? ?(?:ni )?(?:un|una?) (?P<it>(?:solo |sola )?<papel"
    r"|documento>){end}",
)
