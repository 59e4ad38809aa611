"""Birthplace, and where somebody is said to come from (the place itself, not the fact of being asked)."""

from shared.lint.kinds.questions import QUESTIONS

HITS = (
    # Born in Puebla; a year, a month or an ambulance is no place ({NEAR}).
    r"<born|brn|bron>(?: and (?:raised|bred))?(?: \w+){0,2}? (?:in|at|near|outside|around|over in|down in) (?:the |a "
    r"|an )?[a-z][\w'-]*(?: (?:city|salvador|miguel|pedro|ana|jose|juan|village|town|in) ?[a-z]*)*",
    r"<born|brn|bron> (?:and raised )?(?:(?:right|over|out|up|down|back) )?(?:here|there|abroad|overseas|elsewhere)"
    r"|(?:foreign|{us}|american|native|mexico|overseas|locally|{demonym}|{place})[ -]<born|brn|bron>|not <born|brn"
    r"|bron> (?:here|in)|native[- ]<born|brn|bron>",
    r"(?:<birthplace>|(?:place|country|city|state|town) of <birth>|<birth> (?:place|country|city))(?: (?:is|was|as"
    r"|listed|shown|given|of|reads?|says|on \w+))*[ ]?[:=,-]?[ ]?(?:in |as )?[a-z]\w+",
    r"<pob|birthplace|place of birth|lugar de nacimiento>[^.;:=]{0,40}?(?:[:=]| (?:read|reads|says|said|shows|showed"
    r"|is|was|lists|listed|dice|decia|es|era)(?: as)?) (?:{place}|[a-z]+,? (?:{place}|[a-z]+,? {place}))",
    r"<pob>(?: (?:is|was|in|of|listed as))?[ :=./-]*(?!on |in |of |is |was |at |field|box|given|listed|not |the "
    r"|for )[a-z]\w+|<b>/p[ :=-]+[a-z]\w+|<pob>[^.;]{0,20}?{place}",
    r"(?:{be}){adv} (?P<it><oaxaquen[oa]s?|poblan[oa]s?|michoacan[oa]s?|zacatecan[oa]s?|jalisciense|tapati[oa]s?"
    r"|sinaloenses?|chilang[oa]s?|veracruzan[oa]s?|chiapanec[oa]s?>)",
    r"(?:<nacio|naci|nacieron|nacimos|nacid[oa]s?|nacia|nasio|nasi|nasieron|nasid[oa]s?>)(?: y (?:crecio|criad[oa]"
    r"|crecieron|creci))?(?: [^ .,;]+){0,3}? (?:en|por|cerca de|alla en|aqui|alla)(?: [a-z]\w+)?",
    r"(?:alla|ahi) <nacio|naci|nacieron|nacimos|nasio|nasi|nasieron>|<born|brn|bron> ?[:=] ?(?!19|20|\d)[a-z]+"
    r"|<birth> <certificate>(?: \w+)? (?:from|says|shows|of|issued in) {place}|<acta> de nacimiento (?:de"
    r"|del?) {place}|<acta> de nacimiento {demonym}",
    r"<lugar|pais|ciudad|estado> (?:de|donde) (?:<nacimiento>|nacio)(?: (?:es|era|fue|en))*[ ]?[:=-]?[ ]?[a-z]\w+",
    r"<originari[oa]s?|oriund[oa]s?> (?:de|del)(?: (?:la|el|los))? [a-z]\w+|<natural|naturales|nativ[oa]s?> de {place}",
    r"<natives?> (?:of|to) {place}|<hails?> from|<hailed> from|<hometown>(?: (?:of|in|is|was))+ [a-z]\w+|<homeland>"
    r"|<tierra> natal|su tierra|pueblo natal",
    # From Guatemala, es de Michoacán, viene de Honduras.
    r"(?:{person}|{be})(?: (?:is|was|are|were|all|both|originally|also|just|really|came|come|comes|moved|arrived|here"
    r"|over|up|family|immigrated|emigrated|fled|escaped|traveled|recently|that|to be|probably|said|had|has|have|coming"
    r"|people|both of them|two|years? ago|moved here|not|being|likely|is|originate[sd]?))* (?P<it>from (?:back in "
    r"|somewhere in |outside (?:of )?|over in |down in |the state of |a (?:small )?(?:town|village|ranch) in "
    r"|southern |northern |central |a |near )?{place})",
    r"(?:and|[a-z]+,) (?:originally |both |also )?(?P<it>from {place})",
    r"(?P<it><originally> from (?:the )?[a-z]\w+)",
    r"(?:fled|left|escaped|emigrated from|immigrated from|migrated from|crossed (?:over )?from|came (?:here |over "
    r"|up )?from|grew up in|raised in|family (?:back )?in|parents (?:are )?from|(?:back )?home (?:in|to|is)|back in"
    r"|return(?:ed|ing)? to|send (?:him|her|them) back to|go back to|went back to|sent back to) (?:the )?{place}",
    r"{person}(?: [\w']+){0,2}? (?P<it>(?:es|era|son|eran|soy|somos|viene|vino|vienen|vinieron|vengo|llego|llegaron"
    r"|emigro|emigraron|huyo|huyeron|procede|salio|salieron|migro)(?: (?:todos|originalmente|ambos|aqui))? (?:de|desde"
    r"|del)(?: (?:alla de|un pueblo de|un rancho de|estado de|la|el))? {place})",
    r"(?P<it>(?:es|era|son|eran|soy|somos|viene|vino|vienen|vinieron|vengo|venimos|vinimos|venian?|emigro|procedente"
    r"|proveniente|huyo|llego|llegaron)(?: (?:solo|sola|hace \w+ anos|de (?:mojad[oa]s?|nin[oa]|chic[oa])|para aca|aca"
    r"|huyendo))*(?: (?:todos|originalmente|ambos))? (?:de|desde|del)(?: (?:alla de|un pueblo de|un rancho de"
    r"|estado de))? {place})",
    r"(?:all|both|most|half|some|mostly|mainly|everyone|two|three|four|five|six|several|many|couple|crew|todos|ambos"
    r"|unos|group) (?P<it>(?:of them )?(?:are |were |was |is )?from {place})|<born|brn>[ ,:=-]+{place}"
    r"|{place}[ -]<natives?>(?! (?:american|plant|species|garden))",
    r"(?:from|born|de donde|nacio|naciste|eres|origen|where)[^.?!]{0,30}\?[\"' ]*(?P<it>(?:de |from |in |en |soy de "
    r"|i'?m from )?{place})",
    # Set between commas.
    r"(?:{person}|[a-z]{3,}(?:er[oa]s?|ers?|or|m[ae]n)),? (?P<it>(?:originally |originari[oa] )?(?:from|de"
    r"|del) (?:the |la |el )?{place})(?= ?[,.;)]| (?:and|who|was|is|y|que|ya)(?![a-z]))",
    r"(?P<it>{person} de {place})|(?:crecio|criad[oa]|se crio|se criaron|me crie|nos criamos|crecimos|crecieron"
    r"|regres\w+|devolv\w+|volver|familia) (?:en|a|de) {place}",
    r"(?:m[ae]n|wom[ae]n|males?|females?|person|people|guys?|worker|workers|kid|kids|individuals?|subjects?|family"
    r"|families|migrants?|immigrants?|refugees?) (?P<it>from {place})",
    # The answer to the question.
    r"<born|brn|bron>[^.;]{0,30}? (?:said|answered|replied|told \w+|stated)(?: \w+){0,2}? (?:in )?{place}|(?:<nacio>"
    r"|de donde es|de donde era|de donde venia|where (?:he|she|they) (?:was|were|is|are) (?:born"
    r"|from))[^.;]{0,25}? (?:y |and )?(?:\w+ )?(?:dijo|contesto|respondio|said|answered|replied"
    r"|told \w+)(?: \w+){0,3}? {place}",
)

NEAR = (
    *QUESTIONS,
    # A time, or a place that tells nothing.
    r"<born|brn|bron>(?: \w+){0,2}? (?:in|at|around|near) (?:the )?(?:19\w*|20\w*|\d+|early|late|mid|year|month|summer"
    r"|winter|spring|fall|jan\w*|feb\w*|mar|march|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|ambulance"
    r"|hospital|back|car|street|house|lobby|hallway|parking|front|dispute|argument|fight|wedlock|custody|weeks?|night"
    r"|dawn|noon|term|protest|neighborhood meeting|60s|70s|80s|90s|seventies|eighties|nineties|same|\w+ weeks|anger"
    r"|frustration|captivity|mind|response|(?:a|an) (?:ambulance|hospital|car|taxi|church|basement|meeting|moment"
    r"|parking|garage|park|bar|cafe|\w+ (?:lot|room|meeting|basement)))",
    r"(?:idea|plan|rumou?r|movement|group|coalition|name|term|tradition|protest|organi[sz]ation|club|band|dispute"
    r"|slogan|chant|network|policy|program|project|directive|song) (?:was |is |were |that was )?<born|brn"
    r"|bron>(?: \w+){0,4}",
    r"(?:first|new|natural|air|water|still|re)[- ]?<born|brn|bron>(?: \w+){0,3}",
    r"(?:<nacio|naci|nacid[oa]s?|nacieron|nasio|nasi|nasid[oa]s?|nasieron>)(?: \w+){0,2}? en (?:19\w*|20\w*|\d+"
    r"|una? (?:junta|reunion|asamblea|marcha|protesta|hospital|carro|taxi|ambulancia)|el (?:ano|mes|19|20|hospital"
    r"|carro|ambulancia)|la (?:ambulancia|calle|madrugada|noche)|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|sep\w+|octubre|noviembre|diciembre)",
    r"(?:idea|movimiento|grupo|organizacion|coalicion|proyecto|plan|lema|canto|bebe|red|campana|colectivo|comite"
    r"|iniciativa|recien)(?: \w+){0,6}? (?:<nacio|nacid[oa]s?>)(?: \w+){0,3}",
    r"<pob>[ :.#]*(?:no\.? )?\d+|(?:birthplace|place of birth|pob|lugar de nacimiento)(?:[ :=/-]+(?:was|is|were|not"
    r"|field|box|line|left|fue|no|se|deliberately|never|intentionally|has|been|are|blank|asked|recorded|collected"
    r"|required|does|exist|and|or|en|blanco|removed|none|na|unknown|n|a|question|questions|del?|the|form)(?![a-z]))+",
    # Streets, districts and goods that carry a country's name.
    r"[^.;]{0,40}?(?:from|de|near|in|at|on|del?|a|to) (?:the )?{place} (?:{street}|and \w+ {street}|market|restaurant"
    r"|bakery|grill|cafe|corridor|community|park|hotel|express|building|plaza|imports|auto|deli)(?![a-z])",
    r"(?:truck|trucks|plates?|van|car|vehicle|shipment|delivery|produce|fruit|call|package|money|flight|bus|flag|food"
    r"|music|coffee|cargo|goods|letter|video|boxes?|beer|placas|camion|fruta|mercancia|paquete|carro|llamada|bandera"
    r"|comida|musica|cafe|avion|license|team|band|product\w*|team|equipo)(?: \w+){0,3}? (?:from|de|desde|es de|era de"
    r"|son de|eran de) (?:\w+ )?{place}",
    r"(?:new|nuevo) <mexico>|(?:plaza|calle|avenida|radio|club|consulado de|consulate of|jardin|little|via|bandera de"
    r"|embajada de|embassy of|viva) {place}",
)
