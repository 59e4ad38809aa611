"""Immigration and citizenship status: having none, having one, losing one (Gov. Code 7284.6(a)(1)(A))."""

from shared.lint.kinds import crossing, procedures
from shared.lint.kinds.questions import QUESTIONS

_STATUS = r"(?:immigration|immigrant|migratory|citizenship|residency|legal)"
_HAS = (
    r"(?:has|have|had|having|with|got|gets|holds?|held|lost|lacks?|lacked|on|under|no|valid|expired|her|his|their|my"
    r"|an?)"
)
_TIENE = r"(?:tiene|tienen|tenia|tenian|tengo|tenemos|tuvo|trae|traia|traen|cuenta con|cuentan con|con|sin|su|sus|hay)"

# What is done about papers, in either language and in both at once.
_ARRANGES = (
    r"(?:fix\w*|renew\w*|wait\w* (?:on|for)|work\w* on|appl(?:y|ies|ied|ying) for|put in|submit\w*|straighten\w* out"
    r"|sort\w* out|get|gets|got|gotten|getting|lost|has|have|had|never had|needs?|without|no tiene|tiene|tienen|sin"
    r"|no tienen|tenia)"
)
_ARREGLA = (
    r"(?:meti\w+|meter|arregl\w+|tramit\w+|sac[oa]\w*|esper\w+|renov\w+|solicit\w+|consig\w+|perdi\w+|le dieron"
    r"|les dieron|me dieron|le negaron|le llegaron|le salieron|anda\w* arreglando|quit\w+)"
)
_CALLS = (
    r"(?:call(?:s|ed|ing)?|yell(?:s|ed|ing)?|shout(?:s|ed|ing)?|scream(?:s|ed|ing)?|grit\w+|llam\w+|refer\w* to"
    r"|tach\w+ de|trat\w+ de|insult\w+)"
)

HITS = (
    *crossing.HITS,
    *procedures.HITS,
    # The plain words.
    r"<undocumented|undocumenteds|undocs?|undocd|indocumentad[oa]s?|dacamented|dacamentad[oa]s?>",
    r"un[- ]documented|in[- ]documentad[oa]s?",
    r"(?:illegal|ilegal|criminal|fugitive|resident|removed|deported|unauthori[sz]ed|undocumented|deportable|removable"
    r"|inadmissible|unlawful|suspected|an|the|that|this|these|those|two|three|four|five|\d+) <aliens?>",
    r"<illegals>",
    r"(?:illegal|unauthorized|irregular|unlawful) (?:im)?migrants?",
    r"(?:inmigrantes?|migrantes?|personas?|trabajador(?:es)?|gente) <ilegal|ilegales|irregular|irregulares>",
    r"<uda|udas|ewi|wetbacks?>",
    r"(?:un|una|los|unos|las|es|son|eran|era|puros) <mojad[oa]s?>",
    # "Illegal" said of a person; of an act or a place it is ordinary police language.
    r"(?:{person}(?: (?:in|with|from|on|by) (?:the |a )?\w+(?: \w+)?)? {be}|(?:he|she|they|you|we|i|who)'?(?:s|re|m)"
    r"|[a-z]+'s){adv} (?P<it><illegal|ilegal>){end}",
    r"{be}{adv} (?P<it>an? <illegal|ilegal>){end}",
    r"(?:everyone|everybody|all|both|half|most|some|none|many|people|workers|men|women|todos|todas|ambos|varios|muchos"
    r"|la mayoria)(?: [\w']+){1,5} (?:is|are|was|were|be|es|son|era|eran|estan|estaban){adv} <illegal|undocumented"
    r"|ilegal|ilegales>{end}",
    r"(?:he|she|they|i|we|you) (?:isn'?t|is not|aren'?t|are not|wasn'?t|was not|weren'?t|were not|am not"
    r"|ain'?t) (?:here )?(?:legally |properly )?<documented>{end}",
    r"(?P<it>an? <illegal|ilegal>) (?:from|who|in this country|here)",
    r"(?:{person} |no |que )?(?:soy|estoy|esta|estan|estaba|estaban|estamos)(?: aqui| en el pais)? <ilegal|ilegales"
    r"|ilegalmente>",
    r"(?:este|ese|aquel) (?:es|era) (?P<it><ilegal>){end}",
    r"{person}(?: de \w+)? (?:es|era|son|eran) (?P<it>(?:un |una |unos )?<ilegal|ilegales>){end}",
    r"(?:soy|eres|un|una|unos|los|las|dos|tres|varios|todos son|son(?: todos)?|puros|puras|esos|estos|como|muchos"
    r"|algunos|hay|habia) (?P<it><ilegal|ilegales>){end}",
    # What somebody is called.
    rf"{_CALLS}(?: (?:him|her|them|me|us|someone|everyone|a la|al|a los|le|les|lo|la|al? \w+|the \w+|a|an|un|una|as"
    rf"|como))*[ :,]*[\"']?(?P<it><illegals?|ilegal|ilegales|mojad[oa]s?|wetbacks?|undocumented>)(?! (?:stop|search"
    rf"|arrest))",
    # Status by its own name, where something is said of it.
    r"(?:out of|fuera de|sin|perdi\w+ (?:el|su)) <status|estatus>{end}|falling out of status",
    r"<sijs?|prucol|nacara>(?: (?:status|case|petition|applicant|visa))?|<vawa|nacara|sijs?> (?:status|visa"
    r"|self-petition|approved|pending)",
    r"(?:with|has|have|had|got|under|given|granted|con|tiene|le dieron)(?: an?| the| su"
    r"| un)? (?:\w+ )?(?P<it><parole> (?:until|through|thru|hasta|valid|vencid\w+|expir\w+|for (?:one|two|1"
    r"|2) years?))",
    rf"{_STATUS} <status>(?: (?:is|was|as|of|unknown|expired|pending|revoked|confirmed|listed|shows?|came back"
    rf"|comes back|ran out|lapsed)|[ ]?[:=-])",
    rf"(?:his|her|their|my|your|our|the \w+'s|[a-z]+'s|its) (?:current |actual )?{_STATUS} <status>",
    r"(?:because of|due to|based on|over|about|given|for|lost|lose) (?:his|her|their|my)(?: \w+)? <status>{end}",
    r"<visa> <status>|<status> of (?:his|her|their|the) <visa>|<estatus|estado> de (?:su |la )?<visa>",
    r"(?:(?:no|without|lacks?|lacked|lost|has|have|had|any|valid|gained|got|obtained|with|of|under|on|out of|temporary"
    r"|conditional|adjusted|adjusting|adjustment of|unlawful|undocumented|illegal) (?:legal |lawful |immigration "
    r"|protected |permanent |refugee |asylum |resident |parole |visa |unlawful )+|(?:out of|lost|adjusting"
    r"|adjustment of|lacks|lacked) )<status>{end}",
    r"<status>(?: (?:is|was|as|of|comes back|came back))?[ :=-]+(?:an? )?(?:undocumented|illegal|immigrant"
    r"|non-?immigrant|alien|refugee|overstay|expired|legal|citizen|lpr|resident|unlawful)",
    r"(?:su|sus|mi|tu|la|cuyo|del|con|sin|tiene|tenia|un|el) (?:<estatus|estado|status|situacion"
    r"|condicion>) (?:migratori[oa]|de inmigracion|migrante|legal|irregular|de residencia)",
    r"(?:sin|no tiene|no tenia|no tienen|perdio(?: el| su)?|tiene) <estatus>",
    # Citizens: of this country, or not.
    r"(?:{us}|american|estadounidense)(?:[- ]born)?[- ]<citizens?|citizenship>|<citizens?> of (?:the )?{us}",
    r"non[- ]?<citizens?>|<noncitizens?>|not (?:an? |yet )*(?:{us} |american )?<citizens?>|<citizenship> (?:status"
    r"|papers|certificate|application|pending)",
    r"(?:dual|natural[- ]born|naturali[sz]ed|birthright|native[- ]born|american) <citizens?|citizenship>",
    r"(?:{be}|became|become|as|claims? to be|claimed to be|born){adv} (?P<it><citizens?>){end}",
    r"(?:has|have|had|got|obtained|acquired|holds|lost|his|her|their|claims?|claimed|proof of|confirmed|verified"
    r"|proved|lacks?|without) (?:his |her |their |{us} |full )?<citizenship>{end}",
    r"<citizenship>(?: (?:is|was|as|listed as))?[ :=]+(?:{us}|american|none|unknown|no|yes)",
    r"(?:is|was|are|an?|claims|claimed|not a|be|says|said|soy|es|era|somos|son|ser|i'm|im|he's|she's"
    r"|they're) (?P<it><usc|uscs|us cit>){end}|{us} (?:<cits?>|<residents?>{end})",
    r"<illegals?|undocumented|undocs?|aliens?|ilegales>[^.;!?]{0,25}? (?:one|two|three|\d+|un|dos) (?P<it><citizens?"
    r"|ciudadan[oa]s?>){end}|(?:{us} |american |his |her |their )<citizen> (?:child(?:ren)?|kids?|wife|husband|sons?"
    r"|daughters?|spouse|brother|sister|babies|baby)",
    r"<ciudadan[oa]s?|ciudadania>(?: \w+)? (?:american[oa]s?|norteamerican[oa]s?|estadounidenses?|de (?:los )?{us}|us"
    r"|de este pais)",
    r"(?:{be}|como|hizo|hacerse|hice){adv} (?P<it><ciudadan[oa]s?>){end}",
    r"(?:tiene|tienen|tenia|tengo|obtuvo|recibio|saco|perdio|doble|sin|con|consiguio|su)(?: (?:la|su"
    r"|doble))? <ciudadania>{end}",
    r"<naturali[sz]ed|naturali[sz]ation|naturalizad[oa]s?|naturalizo>",
    r"(?:became|become|becoming|sworn in as|swore in as)(?: an?)?(?: new| full| proud| {us}"
    r"| american)* <citizens?>(?! (?:journalist|volunteer|reporter))|(?:se )?(?:hizo|hicieron|hacerse"
    r"|hice) <ciudadan[oa]s?>",
    r"<citizenship|citizens?|ciudadan[oa]s?|ciudadania>(?: \w+){0,2},? (?:and|y|also|too|or|o|plus)(?: (?:also|tambien"
    r"|la|una?|an?))* (?P<it>american[oa]?|{us}|estadounidense)(?= (?:too|also|one|tambien|as well"
    r"|citizen\w*)(?![a-z])| ?[.,;]|$)",
    # Residence as a legal standing, and its cards.
    r"(?:lawful |legal )?<permanent|permenant|permanant|perminent> <residents?|residency>|{be}{adv} (?P<it><lpr"
    r"|lprs>){end}|(?:claims?|claimed|says|said|ser|be|became|with) (?:an? |un |una )?(?P<it><lprs?>)(?= (?:since|for"
    r"|from|desde|hace|until|status|card|and|y)(?![a-z])|[.,;]|$)|<lprs?> (?:status|holder|card)|as an <lpr>{end}"
    r"|(?:legal|lawful|conditional|temporary) <residents?|residency>",
    r"(?:green|grn)[- ]?<cards?>|<greencards?>|<alien> <registration> (?:cards?|receipt)|resident <alien>(?: card)?"
    r"|permanent resident card",
    r"(?:soy|somos|es|son|era|eran|hizo|hice){adv} (?P<it><residentes?>)(?= ?[.,;!\")]|$| (?:y|pero|desde|hace|porque"
    r"|ya|legal|dijo|segun)(?![a-z]))|<citizens?|ciudadan[oa]>,? (?:is |he is |she is |just |only |but |but just "
    r"|es )*(?:an? )?<resident|residente>{end}|<resident>,? not (?:an? )?<citizen>|<residence|residency"
    r"|resident> permits?",
    r"<residentes?|residencia> (?:permanentes?|legal(?:es)?|temporal)|<tarjetas?> (?:verde|de <residencia>"
    r"|de <residente>)",
    rf"(?:{_TIENE}|perdio|espera|arreglo|arreglando|tramitando)(?: la| su)? (?P<it><residencia>(?: vencida)?){{end}}",
    r"(?:dieron|llego|llegaron|aprobaron|negaron|salio|salieron|vencio|vencieron|otorgaron|renov\w+)(?: (?:la|el|su"
    r"|los|sus|un))? (?P<it><papeles|residencia|mica|ciudadania>){end}|(?:married|marry\w*"
    r"|cas[oa]\w*)(?: \w+){0,5}? (?P<it>(?:for|por|para) (?:the |los |sus |his |her |a )?(?:<papers|papeles>)){end}",
    rf"(?:{_TIENE})(?: la| su| una)? (?P<it><mica>(?: vencida| falsa| de \w+)?){{end}}|<mica> (?:vencida|falsa"
    rf"|de residente)",
    r"<papeles|documentos> en (?:tramite|proceso)|(?:tramit\w+|sacando) (?:su |sus |los |la )?<papeles"
    r"|residencia>{end}",
    r"(?:got|under|through|during|by|with|from|reagan|reagan's|'?86)(?: (?:the|an|reagan|'?86"
    r"|1986))* (?P<it><amnesty>)|<amnesty> (?:of|in) (?:19|'?8)\d|(?:agarr\w+|con|por|gan\w+|arregl\w+|consigui\w+"
    r"|entr\w+|hubo|durante)(?: (?:en|con|por))?(?: la)? (?P<it><amnistia>){end}",
    r"(?:arregl[oae]\w*) (?:su |sus |los |la )?(?:papeles|documentos|estatus|situacion migratoria|residencia)",
    # Protection and permission: names of programmes, papers and pending requests.
    r"<daca|sonador|sonadora|sonadores>|{be}(?: a| un| una)? <dreamers?>|<dreamers?> (?:status|recipient)",
    rf"(?:{_HAS}|{_TIENE}|recibe|beneficiari[oa] (?:de|del)) (?:el |la )?(?P<it><tps>)|<tps>[ -](?:holder|recipient"
    rf"|beneficiary|status|expired|renewal|vencido)|temporary <protected> status|(?:estatus"
    rf"|status) de proteccion temporal",
    r"(?:his|her|their|my) <asylum>|<asylum>(?: (?:is|was|got|has been|had been|case|still|being))+ (?:pending|granted"
    r"|denied|approved|rejected|open|closed)|(?:dieron|aprobaron|negaron|otorgaron)(?: el)? <asilo>",
    r"<asylees?|asilad[oa]s?>|<asylum>[- ]?(?:seekers?|seeking|applicants?|applications?|cases?|claims?|claimants?"
    r"|hearings?|interviews?|status|grant\w*|pending|denied|papers|request|petition|from)",
    r"(?:seek|seeks|seeking|sought|appl(?:y|ies|ied|ying) for|claim(?:s|ed|ing)?|request(?:s|ed|ing)?|granted|denied"
    r"|filed(?: for)?|pending|has|have|had|political|won|asked for|in for|waiting (?:for|on)|on)(?: (?:his|her|their"
    r"|an|for|political|pending))* (?P<it><asylum>)",
    r"(?:pid\w+|ped\w+|solicit\w+|busca\w*|buscando|tiene\w*|tenia\w*|gan[oó]\w*|nega\w+|peticion de|caso de"
    r"|solicitud de|aplic\w+ (?:para|por|a)|con|su|tramit\w+|espera\w*)(?: (?:el|su|por|de|para))*(?: caso de"
    r"| solicitud de| entrevista de| cita de| audiencia de)? (?P<it><asilo>(?: politico)?)",
    r"(?:{be}|as|admitted as|came as|entered as|como|un|una|estatus de|a|two|dos|the){adv} (?P<it><refugees?"
    r"|refugiad[oa]s?>){end}|<refugees?> from|<refugiad[oa]s?> (?:de|politic[oa]s?)",
    r"(?:humanitarian|advance|immigration|border|cbp one) <parole|parolee|parolees>|<parole> in place|<paroled> (?:in"
    r"|into|at)(?: the| this)? (?:{us}|country|border)|permiso humanitario|parole humanitario",
    r"<credible> <fear>|<vawa> (?:petition|case|applicant)|special immigrant juvenile|<sijs>|<withholding> of removal"
    r"|<dhs> parolee",
    rf"(?:{_HAS})(?: (?:a|an|his|her|their|valid|expired|no|current|pending|temporary))* (?P<it>work (?:permits?"
    rf"|authori[sz]ation))|work (?:permits?|authori[sz]ation) (?:has |had |was |is |just )?(?:expired|lapsed|pending"
    rf"|denied|revoked|expires|ran out)",
    r"<employment> <authorization>(?: (?:documents?|cards?))?|<ead>(?: card)?|authorized to work (?:here|legally"
    r"|in (?:the |this )?(?:country|{us}))|(?:un|su|el|sin|con|tiene|tenia|trae) <permiso> de <trabajo>",
    r"(?:on|has|with|under|con|tiene)(?: an?| una)? (?:h-?1-?b|h-?2-?[ab]|(?:f-?1|j-?1|b-?1|b-?2|l-?1|o-?1"
    r"|<tn>)(?= (?:status|visa|student|worker|holder)))(?: (?:status|worker|holder|student))?",
    # Papers, in the sense that everybody understands.
    rf"{_ARRANGES}(?: (?:his|her|their|my|our|your|any|some|the|no|legal|immigration|residency|good|right|real|valid"
    rf"|own|sus|los))+ (?P<it><papers>(?: (?:fixed|done|approved|in order|straight|yet|arreglados"
    rf"|figured out))?)(?! from (?:the|an?|court)(?![a-z])){{end}}",
    r"(?:get|gets|got|gotten|getting|needs?|never had|without|no tiene|no tienen|tiene|tienen|sin"
    r"|tenia) (?P<it><papers>){end}",
    rf"{_ARREGLA} (?:sus|los|mis|nuestros|unos|buenos|sus propios) (?P<it><papeles>){{end}}",
    r"(?:no tiene|tiene|tienen|sin|con|tenia|trae|no trae|no)(?: (?:su|un|una|el|la|any|valid))? (?P<it><work permits?"
    r"|green cards?|legal status|immigration status|documents>){end}",
    r"{person} (?:no |ya |si |todavia no |aun no )*(?:esta|estan|estaba|estaban|estoy|estamos|anda|se ha|ha"
    r"|han) (?P<it>(?:bien )?<arreglad[oa]s?>(?: de papeles)?){end}|arreglad[oa]s? (?:de|con) (?:sus |los )?<papeles>",
    r"(?P<it>no (?:legal |immigration |valid )?<papers>){end}|without (?:any |legal |immigration |proper |his |her "
    r"|their |valid )*(?P<it><papers|documents>){end}",
    r"(?:doesn'?t|didn'?t|don'?t|does not|did not|do not|never|not|ain'?t)(?: \w+)? (?:have|had|got|having"
    r"|carry) (?:any |legal |his |her |their |immigration |proper |valid |the |my |no )*(?P<it><papers>){end}",
    r"(?:{person} |'s )(?:only |all )?(?:has|have|had|got) (?P<it>(?:his |her |their |all |legal |immigration |fake "
    r"|false |valid |the |all his |all her )*<papers>){end}|(?:his|her|their) (?:immigration )?<papers> (?:are|were"
    r"|had|have|aren'?t|weren'?t|is) (?:not )?(?:expired|in order|fake|false|good|valid|legal|pending)",
    r"(?:lacks|lacked|lacking) (?:any |legal |immigration |proper |his |her |valid )*<papers|documents"
    r"|documentation>{end}|(?:has|have|had) no (?:legal |immigration |valid |proper )*<documents|documentation>{end}"
    r"|(?:doesn'?t|didn'?t|don'?t|does not|did not|do not) have (?:any |legal |immigration |proper "
    r"|valid )*(?:<documents|documentation|status>){end}|(?:esta|vive|trabaja|vino|llego|entro|aqui"
    r"|son) de ilegal(?:es)?|resident card|residency card",
    r"<petition|application|case|paperwork|papers|renewal|interview|biometrics|appointment>(?: \w+){0,3}? (?:with|at"
    r"|by|before|from) (?:<uscis>|<immigration>|an immigration judge|eoir)|<uscis> (?:case|petition|application"
    r"|interview|appointment|receipt)|<i>-?(?:130|485|589|601a?|751|821d?|918) (?:petition|application|case|is|was"
    r"|pending|filed)|(?:has|have|had|got|goes to|missed|went to|going to|her|his|their)(?: an?| next"
    r"| the)? (?P<it>immigration (?:court|judge|interview|lawyer|attorney|date|check-?in|paperwork))|(?:cita|firma\w*"
    r"|reporta\w*) (?:con|en|ante) (?:<ice|migracion|inmigracion>)",
    r"<immigration> <papers|documents>|(?:no|any|her|his|sin) <papeles>{end}|w/o (?:\w+ )?<papers|docs|documents>"
    r"|no <docs>{end}|sin <papers>|(?:has|have|got|lost|her|his|their|legal|us) <residency>{end}|(?:fake|false"
    r"|fixing (?:his|her|their)|fixed (?:his|her|their)|working on (?:his|her|their)|waiting for (?:his|her"
    r"|their)) <papers>",
    r"(?:sin|no (?:tiene|tienen|tenia|tenian|tengo|trae|traia|traen|tenemos|cuenta con|cuentan con|hay|lleva"
    r"|llevaba)) (?:los |sus |ningun(?:os)? |buenos )?(?:<papel|papeles>|<documentos> (?:migratorios|legales"
    r"|de <inmigracion>|de <migracion>|de estancia)|<documentos>){end}",
    r"(?:si |ya |que )?(?:tiene|tienen|tenia|tenian|tengo|con) (?:sus |los "
    r"|todos sus )?(?P<it><papeles>(?: (?:en regla|al corriente|legales|falsos|chuecos|vencidos|arreglados))?){end}"
    r"|<papeles> (?:en regla|falsos|chuecos|vencidos)|<papeles> de (?:<inmigracion>|<migracion>)",
    # Whoever is called an immigrant is given a status; the word alone, of a community or a cause, is not.
    r"(?:{be}){adv}(?: (?:recent|new|recien|first generation))? (?P<it><immigrants?|inmigrantes?|migrants?"
    r"|migrantes?>){end}|(?:recent|new|recien|newly arrived) <immigrants?|migrants?|inmigrantes?>",
    r"{demonym} (?:im)?<immigrants?|migrants?>|<immigrants?|migrants?> from|(?:he|she|they|family|parents)(?: had"
    r"| have)? <immigrated>|<inmigrantes?|migrantes?> {demonym}|(?:in)?<migrante|inmigrante> (?:de|sin)",
    r"(?:has|have|had) no <status>{end}|(?:le|les|me) faltan? (?:los )?<papeles|documentos>{end}|<border> (?:jumpers?"
    r"|hoppers?|crossers?)|deferred action|in (?:removal|deportation) proceedings|(?:ankle monitor|grillete|bond"
    r"|fianza) (?:from|with|de|con) (?:ice|<immigration>|<inmigracion>|migracion)",
    r"mixed[- ]status|<anchor> bab(?:y|ies)|estatus mixto",
    r"(?:his|her|their|has an?|had an?|have an?|pending|open|an? open|a pending|upcoming) <immigration> (?:case"
    r"|hearing|court|proceedings?|appointment|petition|matter|issues?|problems?|record|history)",
    r"(?:has|have|had|with|outstanding|active|for|an? active)(?: an?)?(?: active| prior)? (?P<it>(?:ice"
    r"|<immigration>) (?:holds?|detainers?))|check[- ]?ins? with (?:ice|<immigration>)|ice check[- ]?ins?",
    # The answer to the question.
    r"<citizens?|papers|legal|undocumented|documented|legally|ciudadan[oa]|papeles|documentos"
    r"|legalmente>(?: \w+){0,2}?[\"']?[,.]?(?: and| y)?(?: {person})?(?: (?:said|says|answered|replied|told (?:him"
    r"|them|her|me)|dijo|contesto|respondio|respondieron|stated|admitted)) ?[:,]? ?(?:that |que )?[\"']?(?:no|yes|si"
    r"|not|he was|she was|he is|she is|nope|yeah)",
)

NEAR = (
    *QUESTIONS,
    # Slogans.
    r"(?:sin papeles|undocumented|indocumentad[oa]s?|illegal|ilegal)(?: (?:y|and|pero|but|o|or|,))*,? (?:sin miedo"
    r"|unafraid|con dignidad|not afraid|unashamed|con orgullo|and proud)",
    r"(?:flyers?|taller(?:es)?|clinicas?|clinics?|workshops?|volantes?|posters?|feria|fair|platica|charla|letreros?"
    r"|cartel(?:es)?)(?: (?:de|del|on|about|for|sobre|para|gratis|gratuit[oa]|free|renovacion|la|el))+ <daca|tps|asilo"
    r"|asylum|ciudadania|citizenship|papeles>",
    r"<daca|tps|citizenship|asylum|green card|work permit>(?: (?:renewal|application|information|info|free|legal"
    r"|help))+ (?:clinics?|workshops?|flyers?|fairs?|tables?|booths?|nights?|events?|posters?|days?|sessions?)",
    r"<permanent> <residents?> (?:parking|permit|council|artist)|<resident|residents> (?:only|parking)"
    r"|<amnesty> (?:international|program for|for (?:parking|fines|tickets|guns|fireworks)|box|day)",
    # Of injuries, costs and records "undocumented" means that nobody wrote them down.
    r"<undocumented> (?:\w+ ){0,2}?(?:injur\w*|expenses?|damages?|loss(?:es)?|costs?|hours?|stops?|use|uses"
    r"|complaints?|evidence|calls?|contacts?|force|repairs?|overtime|transfers?|purchases?|changes?|items?|property"
    r"|searches|search|incidents?|cash|tips?|pain|bruis\w+|scratches|dents?|features?|behaviou?r|events?|gaps?|time"
    r"|minutes|statements?|visits?|scenes?|footage|wounds?|absences?|reasons?|claims?|allegations?|details?"
    r"|procedures?|medical|vehicle|firearm|gun|chain|entry|entries|delays?|deliver\w+|movements?)",
    r"(?:injur\w*|expenses?|damages?|loss(?:es)?|costs?|stops?|complaints?|evidence|force|scratches|dents?|bruis\w+"
    r"|items?|contact|times?|call|incident|search|reason|statements?|pain|wounds?)(?: \w+){0,4}? (?:is|was|were|are|be"
    r"|been|goes?|went|left|remain\w*|otherwise|still|as)(?: \w+)? <undocumented>",
    r"(?:left|leave|leaves|goes?|going|went|gone|remain\w*) <undocumented>",
    r"(?:lesion(?:es)?|gastos?|danos?|perdidas?|golpes?|heridas?) (?:no )?<indocumentad[oa]s?>",
    r"(?:space|movie|film|the|an) <aliens?> (?:costumes?|masks?|movie|film|mural|posters?|enemies|invasion|stickers?"
    r"|tort|toy|figure|t-?shirt|shirt|abduction|ship|themed?|franchise|balloon|print|species|plant)",
    # Illegal acts.
    r"(?:parked|parking|stopped|standing|vending|dumping|dumped|camping|blocked|blocking|driving|turned|sold|selling"
    r"|left|vended|placed|posted|double[- ]parked|stacionad[oa]|estacionad[oa]s?)(?: \w+){0,3}? (?:here "
    r"|there )?(?:<illegally>|<ilegalmente>)(?: here)?",
    r"<ilegalmente|illegally|legally|lawfully> (?:parked|here parked|estacionad[oa]s?)|here <legally|illegally"
    r"|lawfully> (?:parked|parking)",
    r"<legally|lawfully|illegally> (?:residing|present)(?! in (?:the|this) (?:country|us))(?= (?:at|on|in) (?:the"
    r"|this) (?:scene|protest|property|park|lot|sidewalk|location|assembly|building|apartment|house))",
    r"(?:entered|entering|came|come|crossed|working|living)(?: \w+){0,2} <illegally|unlawfully>(?= (?:parked|through"
    r"|on red|against|into the (?:lot|house|building|yard|property)))",
    r"(?:crossed|crossing|cross|cruz\w+) (?:the |la )?(?:<border>|<frontera>) (?:of|between|into (?:the )?\w+ (?:area"
    r"|division)|line of|entre|tape)",
    # Citizens in the sense of the public.
    r"<citizens?>(?:'s|s')? (?:complaints?|arrests?|journalis\w+|band|app|patrol|review|oversight|volunteers?|academy"
    r"|police|advisory|contact|report\w*|commission|watch|group|video|initiative|service|tip|alert|bank|assist\w*"
    r"|input|feedback)",
    r"(?:senior|concerned|private|fellow|ordinary|good|local|law[- ]abiding|upset|angry|elderly|older|average"
    r"|anonymous|bystander|unknown|complaining|responsible|another|outstanding|model|corporate) <citizens?>",
    r"(?:clases?|curso|taller|talleres|examen|feria|ceremonia|class(?:es)?|workshops?|drive|fair|test|program|programa"
    r"|clinic|clinica)(?: (?:de|on|for|para|sobre))?(?: la)? <ciudadania|citizenship|naturalization|naturalizacion"
    r"|daca|asilo|asylum>",
    r"<citizenship|naturalization|daca|immigration|asylum|tps> (?:class\w*|workshops?|tests?|drives?|fairs?|clinics?"
    r"|ceremon\w+|exam|day|program|office|rall(?:y|ies)|supporters?|signs?|services|attorney|lawyer|center|banner"
    r"|forms?|and daca|flyers?|poster|courses?|study|help|advocates?|march|protest|judge|courthouse|court building"
    r"|court house)",
    r"<citizenship> and immigration",
    r"(?:vehicle|van|car|building|lot|permit|operation|order|detention|warrant|property|street|vendor|market|stop|raid"
    r"|plate)'s? <legal> <status>|(?:unit|car|radio|vehicle|camera) (?:\w+ ){0,3}?out of <status>",
    r"(?:how to|want\w* to|apply\w* to|study\w* to|ways to|help\w* \w+) (?:become|be) (?:an? )?(?:{us} )?<citizens?>",
    r"(?:services|rights|program|programs|support|resources|help|aid|clinic|workshop|scholarships?|center|derechos"
    r"|ayuda|apoyo|servicios|recursos) (?:for|of|para|de|a)(?: (?:the|los|las))? (?:<undocumented>(?: \w+)?"
    r"|indocumentad[oa]s|<asylum> seekers|<refugees?>|<refugiados>|<daca>(?: recipients)?|<immigrants?>|<inmigrantes>)",
    r"(?:no human(?: being)?|no one|nobody|nadie|ningun(?:a)? \w+(?: \w+)?) (?:is|are|es) <illegal|ilegal>",
    # Refuge and old people's homes; refugees as the name of a place.
    r"<asylum> (?:st|street|ave|avenue|lane|rd|road|building)|(?:insane|lunatic|old) <asylum>|<asilo> (?:de"
    r"|para) (?:ancianos|viejos|ninos|mascotas|adultos|la tercera)",
    r"<refugees?> (?:centers?|camps?|services|office|organi[sz]ation|agenc\w+|resettlement|project|clinic|rights|aid"
    r"|children'?s|assistance|ministry|week|day|art)",
    r"<refugiad[oa]s?> (?:en|dentro|detras|bajo|adentro) (?:de |del |la |el |una |un |su )",
    # Papers that are paper, and papers of agents.
    r"(?:sin|no \w+|with|without|con) (?:\w+ )?<papeles|documentos|papers|documents> (?:de la corte"
    r"|del? (?!inmigracion|migracion|residen|estancia)\w+|from (?:the|a) (?:court|judge)|for the)",
    r"(?:agents?|federal\w*|ice|officers?|supervisor|they|hsi|cbp|agentes?|oficiales|migra|marshals?"
    r"|fbi)(?: \w+){0,4}? (?:had|have|has|showed|showing|with|gave|sin|without|didn'?t|did not|tenian?|traian?"
    r"|no)(?: \w+){0,3}? <papers|papeles|documents|documentos>",
    r"(?:there (?:were|was|are)|saw|see|found|left|showed|show|served|produced|presented|gave|signed|displayed"
    r"|brought) no <papers|papeles|documents>",
    r"<citizens?> who (?:liv|saw|call|report|film|heard|want|complain|stop|walk|was passing|pass|came by|work)\w*",
    r"no (?:<papers|papeles|documentos|documents>) (?:on|in|at|by|from|were|was|are|shown|served|left|handed|given"
    r"|displayed|signed|for the|on the|in the|fue|fueron|to|del|de la|de los)",
    r"without (?:any |a )?<documents|papers> (?:for (?:the|his|her|their|its)|to|on|of|about|regarding|from)"
    r"|(?:without|sin)(?: \w+)?(?: showing| mostrar| presentar| ver)(?: \w+){0,2}? <papers|papeles|documents"
    r"|documentos>",
    r"(?:with|has|have|had|con|tiene|tenia)(?: \w+){0,2} <papers|papeles> (?:towels?|plates?|cups?|bags?|de (?:bano"
    r"|cocina|regalo|periodico|la corte|el carro|del carro)|scattered|in (?:his|her|their) hand)",
    r"(?:street|city|building|construction|excavation|encroachment|utility|film|road|electrical|hot|roof\w*|demolition"
    r"|plumbing) work permits?",
    r"(?:has|had|have|with|a|the|no|his|her) work permits? (?:for the (?:street|sidewalk|site|building|road)"
    r"|from (?:the city|ladbs|public works|building))",
    # Green cards made of cardboard, and lawful things that are not a standing.
    r"green cards? (?:stock|table|box|game|on the (?:dash\w*|windshield|window))|(?:index|playing|note|business|postal"
    r"|birthday|greeting) green cards?",
    r"<overstay|overstayed|overstays|overstaying>(?: \w+){0,2}? (?:welcome|meters?|parking|time limit|lease|loading"
    r"|time|limit|shift|break|reservation|check-?out|hotel|permit zone)",
    r"(?:{person}|that|it|this|which|what) {be}{adv} (?:<legal>|<illegal>) (?:parking|u-?turn|guardian|counsel|age"
    r"|observer|adviser|tint|plates?|lane|vending|dumping)",
    r"(?:fireworks|parking|turn|stop|search|raid|what|which|gun|weapon|plate|tint|car|vehicle|truck|redada|detencion"
    r"|parada|carro|arresto|acto|operativo|vending|assembly|u-turn|practice|conduct|sign|signs|permit|guns|masks"
    r"|cohetes|armas)(?: \w+){0,3}? (?:is|was|are|were|es|era|son|fue|eran|esta|'s)(?: \w+)? <illegal|ilegal|ilegales"
    r"|legal>",
    r"(?:it|this|that|which|esto|eso) (?:is|was|es|era|fue)(?: \w+)? <illegal|ilegal|legal|undocumented>",
    r"(?:los|las|unos|unas|varios) (?:\w+ ){0,1}?(?:redadas|detenciones|arrestos|fuegos|cohetes|actos|armas|ventas"
    r"|puestos|vendedores ambulantes|operativos) <ilegales>",
    r"<legal> (?:observers?|aid|guardian|counsel|department|team|name|age|notice|residence|address)",
    # Policy, and causes that people march for.
    r"(?:regardless of|irrespective of|without regard to|sin importar|independientemente de|policy on|policy about"
    r"|policy regarding|law on|laws on|training on|polic\w+ (?:de|sobre))(?: (?:his|her|their|a|an|any|anyone'?s"
    r"|person'?s|people'?s|su|el|la|of|person|individual'?s|victim'?s|sus))* (?:immigration|citizenship|legal|visa"
    r"|<estatus>|<status>|migratory|<estado>|<situacion>|<ciudadania>)(?: (?:or citizenship|and citizenship"
    r"|y ciudadania|or immigration))?(?: (?:<status>|migratori[oa]|legal|de inmigracion))?",
    r"(?:stop|no more|no mas|end|alto a las?|against|contra las?|basta de|ninguna|ni una|not one more) <deportations?"
    r"|deportaciones|deportacion>",
    r"<immigrants?|immigration|migrants?|refugees?|inmigrantes?> (?:rights?|communit\w+|centers?|advoca\w+|coalition"
    r"|defen\w+|justice|groups?|organi[sz]ations?|heritage|affairs|services|day)",
    r"(?:rights of|support of|support for|solidarity with|protect|derechos de(?: los)?|apoyo a(?: los)?|somos todos"
    r"|todos somos|we are all|nation of|we are) <immigrants?|inmigrantes?|migrants?|migrantes>",
)
