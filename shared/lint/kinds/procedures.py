"""What is under way with the immigration authorities: petitions, hearings, checks, fees, oaths. Each tells a status."""

_THEY = r"(?:ice|<uscis>|<immigration>|<inmigracion>|<migracion>|la migra|<eoir>)"
_ANY = r"(?:his|her|their|my|our|the|an?|su|sus|mi|el|la|un|una|los|las|le|se)"

HITS = (
    # Before a judge or an officer of immigration.
    r"(?:immigration|<eoir>) (?:judge|court|officer)(?: \w+){0,2}? (?:ordered|granted|denied|let|gave|approved"
    r"|released|deported|removed|told (?:him|her|them))(?: (?:him|her|them))?(?: \w+)?",
    r"(?:juez|jueza|corte) de (?:<inmigracion>|<migracion>)(?: \w+){0,2}? (?:le|lo|la|les|ordeno|dio|nego"
    r"|aprobo)(?: \w+)?",
    rf"(?:check(?:s|ed|ing)?[- ]?ins?|report(?:s|ed|ing)?|present\w*|firma\w*|va|van|reporta\w*|register(?:s"
    rf"|ed)?)(?: (?:in|to|with|ante|a|con|cada \w+|every \w+|once a \w+|monthly|weekly|yearly|firmar|himself"
    rf"|herself))+ {_THEY}(?! (?:agents?|officers?|commander))",
    rf"{_THEY} (?:check-?in|supervision|monitor|bond|parole|interview|appointment)(?: (?:date|appointment|every \w+))?"
    r"|(?:on|out on|released on|has an?|under) (?:immigration|ice) (?:bond|supervision|parole|monitor\w*)",
    r"(?:<ankle> (?:monitor|bracelet)|<grillete>)(?: (?:on|puesto))?(?= (?:from|de|del|por|for) (?:ice|immigration"
    r"|la migra|migracion))",
    r"(?:hearing|date|case|appointment|trial|appear\w*|court|cita|audiencia)(?: \w+){0,3}? (?:in|at|before|with|en"
    r"|ante)(?: (?:an?|the|la|el|un))? (?:immigration (?:court|judge)|<eoir>|corte de (?:<inmigracion>|<migracion>)"
    r"|juez de (?:<inmigracion>|<migracion>))",
    r"(?:tiene|tenia|trae|con|le dieron|su|el|un|pidio|pidieron|sin|esperando|perdio) <parole>{end}|<paroled> (?:in"
    r"|into) (?:last|through|at|under|by|as)(?![a-z])",
    r"(?:<visa>|[ut]-visa|green card|residency|<residencia>|work permit) (?:application|petition|case|paperwork"
    r"|solicitud)",
    # Somebody asks for somebody.
    r"(?:sponsor|father|mother|wife|husband|son|daughter|brother|sister|boss|employer|uncle|aunt|parents|dad|mom"
    r"|spouse|kids?|he|she|they)(?: (?:had|has|have|already|never|once|also|is|was))* (?P<it><petitioned|sponsored"
    r"|sponsoring|petitioning> (?:for )?(?:him|her|them|me|us|his|the|my))(?: \w+)?",
    r"(?:family|immigration|spousal|marriage|visa|asylum|i-130|green card|residency) <petition|petitions>|(?:his|her"
    r"|their|my|our|a|the) (?P<it><petition> (?:is|was|has been|got|for|still) (?:\w+ )?(?:pending|approved|denied"
    r"|granted|in|filed|residen\w+|for a green card|immigration))|(?:sponsor|petitioner)(?: \w+){1,3} <petition>",
    r"(?:le|les|me|nos|lo|la|los)(?: (?:esta|estan|va|van|ha|han|habia))?(?: a)? (?:meti\w+|metiendo|meter|present\w+"
    r"|hiz\w+|aprob\w+|neg\w+|cancel\w+|hicieron|sometio|sometieron) (?:la|una|su) <peticion>|<peticion> (?:familiar"
    r"|aprobada|pendiente|ante (?:<uscis>|<inmigracion>|<migracion>))",
    r"(?:lo|la|los|las|me|nos) (?:pidio|va a pedir|esta pidiendo|esta arreglando|arreglo|arreglaron|va a arreglar"
    r"|piensa arreglar)(?: (?:su|el|la|mi) (?:espos[oa]|marido|mujer|hij[oa]|herman[oa]|padre|madre|patron"
    r"|suegr[oa]))(?![a-z])|(?:su|mi|el|la) (?:espos[oa]|marido|mujer|hij[oa]|herman[oa]|padre|madre|patron"
    r"|suegr[oa]) (?:ya )?(?:lo|la|los|me) (?P<it>esta arreglando|esta pidiendo|va a arreglar|arreglo|anda arreglando"
    r"|piensa arreglar)(?! (?:el|la|los|las|un|una) (?!papeles))",
    r"(?:{person}|ya|todavia|aun|no|su caso|todo|que) (?:\w+ )?(?:esta|estan|anda|sigue|siguen"
    r"|estaba) (?P<it>en <tramites?|proceso>(?: de (?:arreglar\w*|residencia|ciudadania|asilo|legaliza\w+|sus papeles"
    r"|inmigracion|migracion|regularizar\w*))?){end}",
    r"(?:proceso|tramites?|tramitando|empez\w+|quiere|quieren|pudo|puede|va a|logro|alcanzo a) (?:de |a "
    r"|para )?<arreglar|legalizarse|legalizar|regularizarse|regularizar>(?: (?:su|sus) (?:situacion|estatus"
    r"|papeles))?{end}",
    # A status that was changed, asked for or taken away.
    r"(?:adjust(?:s|ed|ing)?|fix(?:es|ed|ing)?|lost|losing|change[sd]?|changing|regulari[sz]\w+|legali[sz]\w+"
    r"|maintain\w*|violat\w+) (?:his|her|their|my) (?:immigration |legal |visa |lawful )?<status>",
    r"(?:cancel\w+|quit\w+|revoc\w+|revoked|renov\w+|neg\w+|dieron|dio|aprob\w+|perdi\w+|venc\w+|terminated|ended|lost"
    r"|acab\w+|falta|le faltan)(?: (?:el|la|su|los|sus|his|her|their))* (?P<it><tps|daca|mica|ciudadania|green card"
    r"|asilo|asylum|work permit>){end}",
    r"se (?:le|les|me) (?:vencio|vencieron|acabo|expiro|venci[oa]) (?:el|la|su|sus|los) (?P<it><permiso|estadia"
    r"|estancia|mica|residencia|papeles|tps|daca>)(?: (?:de trabajo|de estancia|de residencia))?{end}",
    r"<arregl[oae]|arreglaron|arregle> (?:por|con|mediante|a traves de)(?: medio de)? (?:su|la|el|una"
    r"|un)? ?(?:espos[oa]|marido|mujer|hij[oa]|herman[oa]|padre|madre|papa|mama|patron|matrimonio|ley|peticion"
    r"|amnistia)",
    # The oath and the examination.
    r"(?:took|take|taking|passed|pass(?:es)?|failed|studying for|swore|swear\w*|paso|pasaron|hizo|aprobo|tomo|presento"
    r"|reprobo|estudia\w*|estudiando)(?: (?:para|the|his|her|their|su|el|la|an?|of))* (?:(?:(?:citizenship"
    r"|naturali[sz]ation|civics) (?:test|exam|oath|interview)|oath of (?:allegiance|citizenship)"
    r"|<examen> de (?:la )?<ciudadania>|juramento de ciudadania))",
    r"<juro|juraron|jurar|jure> (?:bandera|(?:la )?ciudadania)",
    # Turned back, brought as a child, removed so many times.
    r"(?:turned|sent|pushed|kicked|taken) (?:away|back|around) (?:at|from|across|over|to) (?:the )?(?:border|{country}"
    r"|port of entry|tijuana)",
    r"(?:has|have|had|was|were|been|got|fue|ha sido) (?:been )?(?P<it>(?:expelled|deported|deportad[oa]s?"
    r"|expulsad[oa]s?) (?:\w+ times|twice|once before|(?:dos|tres|cuatro|varias) veces))",
    r"(?:he|she|they|man|woman|subject|who)(?:'s)?(?: (?:has|have|had|was"
    r"|were))? (?P<it>(?:been )?removed (?:\w+ times|twice))",
    r"(?:ordered|orden\w+)(?: (?:him|her|them|lo|la))? (?P<it><removed|deported|deportad[oa]|deportarl[oa]>)",
    r"(?:lo|la|los|me|nos|las) (?P<it>(?:trajeron|trajo|cruzaron|pasaron) (?:de (?:bebe|chiquit[oa]s?|nin[oa]s?"
    r"|pequen[oa]s?|meses)|cuando (?:era|eran|tenia)))",
    r"(?:brought|carried|smuggled) (?:him|her|them|me|us)? ?(?:here|over|across|to this country"
    r"|to {us}) (?:as (?:an? )?(?:baby|babies|child|children|infant|kid|kids|toddler|minor)|when (?:he|she|they|i"
    r"|we) (?:was|were))",
    r"(?:lo|la|los|las|me) (?:<deporten|deportan|deporte>)|(?:miedo|temor)(?: \w+){0,3}? (?P<it><deporten|deportacion"
    r"|deportad[oa]>)",
    r"(?:lo|la|los|las|me|nos) (?:mandaron|regresaron|devolvieron|enviaron|echaron|tiraron|aventaron)(?: de (?:regreso"
    r"|vuelta))?(?: otra vez)? (?:a|pa|para|hasta) {place}",
    r"(?:sent|shipped|flown|deported|removed|expelled|kicked)(?: (?:him|her|them|me|us|straight"
    r"|right))*(?: back)? to {country}",
    # Papers made up, or none at all.
    r"(?:no|ni) (?:tiene|tenia|trae|cuenta con|tengo|tienen|hay)? ?(?:ni )?(?:un|una?) (?P<it>(?:solo |sola )?<papel"
    r"|documento>){end}",
)
