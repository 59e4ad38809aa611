"""Birthplace, and where somebody is said to come from (the place itself, not the fact of being asked)."""

from shared.lint.kinds.questions import QUESTIONS

HITS = (
    # Born in Puebla; a year, a month or an ambulance is no place ({NEAR}).
    r"<born|brn|bron>(?: and (?:raised|bred))?(?: \w+){0,2}? (?:in|at|near|outside|around|over in|down in) (?:the |a "
    r"|an )?[a-z][\w'-]*(?: (?:city|salvador|miguel|pedro|ana|jose|juan|village|town|in) ?[a-z]*)*",
    r"<born|brn|bron> (?:and raised )?(?:(?:right|over|out|up|down|back) )?(?:here|there|abroad|overseas|elsewhere)"
    r"|(?:foreign|{us}|american|native|mexico|overseas|locally|{demonym}|{place})[ -]<born|brn|bron>"
    r"|not <born|brn|bron> (?:here|in)|native[- ]<born|brn|bron>",
    r"(?:<birthplace>|(?:place|country|city|state|town) of <birth>"
    r"|<birth> (?:place|country|city))(?: (?:is|was|as|listed|shown|given|of|reads?|says"
    r"|on \w+))*[ ]?[:=,-]?[ ]?(?:in |as )?[a-z]\w+",
    r"<pob|birthplace|place of birth|lugar de nacimiento>[^.;:=]{0,40}?(?:[:=]| (?:read|reads|says|said|shows|showed"
    r"|is|was|lists|listed"
    r"|dice|decia|es|era)(?: as)?) (?:{place}|[a-z]+,? (?:{place}|[a-z]+,? {place}))",
    r"<pob>(?: (?:is|was|in|of|listed as))?[ :=./-]*(?!on |in |of |is |was |at |field|box|given|listed|not |the "
    r"|for )[a-z]\w+|<b>/p[ :=-]+[a-z]\w+|<pob>[^.;]{0,20}?{place}",
    r"(?:{be}){adv} (?P<it><oaxaquen[oa]s?|poblan[oa]s?|michoacan[oa]s?|zacatecan[oa]s?|jalisciense"
    r"|tapati[oa]s?|sinaloenses?|chilang[oa]s?|veracruzan[oa]s?|chiapanec[oa]s?>)",
    r"(?:<nacio|naci|nacieron|nacimos|nacid[oa]s?|nacia|nasio|nasi|nasieron|nasid[oa]s?>)(?: y (?:crecio|criad[oa]"
    r"|crecieron"
    r"|creci))?(?: [^ .,;]+){0,3}? (?:en|por|cerca de|alla en|aqui|alla)(?: [a-z]\w+)?",
    r"(?:alla|ahi) <nacio|naci|nacieron|nacimos|nasio|nasi|nasieron>|<born|brn|bron> ?[:=] ?(?!19|20|\d)[a-z]+"
    r"|<birth> <certificate>(?: \w+)? (?:from|says|shows|of|issued in) {place}|<acta> de nacimiento (?:de|del?) {place}"
    r"|<acta> de nacimiento {demonym}",
    r"<lugar|pais|ciudad|estado> (?:de|donde) (?:<nacimiento>|nacio)(?: (?:es|era|fue|en))*[ ]?[:=-]?[ ]?[a-z]\w+",
    r"<originari[oa]s?|oriund[oa]s?> (?:de|del)(?: (?:la|el|los))? [a-z]\w+|<natural|naturales"
    r"|nativ[oa]s?> de {place}",
    r"<natives?> (?:of|to) {place}|<hails?> from|<hailed> from|<hometown>(?: (?:of|in|is|was))+ [a-z]\w+"
    r"|<homeland>|<tierra> natal|su tierra|pueblo natal",
    # From Guatemala, es de Michoacán, viene de Honduras.
    r"(?:{person}|{be})(?: (?:is|was|are|were|all|both|originally|also|just|really|came|come|comes|moved"
    r"|arrived|here|over|up|family|immigrated|emigrated|fled|escaped|traveled|recently|that|to be|probably"
    r"|said|had|has|have|coming|people|both of them|two|years? ago|moved here|not|being|likely|is"
    r"|originate[sd]?))*"
    r" (?P<it>from (?:back in |somewhere in |outside (?:of )?|over in |down in |the state of |a (?:small )?(?:town"
    r"|village|ranch) in |southern "
    r"|northern |central |a |near )?{place})",
    r"(?:and|[a-z]+,) (?:originally |both |also )?(?P<it>from {place})",
    r"(?P<it><originally> from (?:the )?[a-z]\w+)",
    r"(?:fled|left|escaped|emigrated from|immigrated from|migrated from|crossed (?:over )?from"
    r"|came (?:here |over |up )?from|grew up in|raised in|family (?:back )?in|parents (?:are )?from"
    r"|(?:back )?home (?:in|to|is)|back in|return(?:ed|ing)? to|send (?:him|her|them) back to|go back to"
    r"|went back to|sent back to) (?:the )?{place}",
    r"{person}(?: [\w']+){0,2}? (?P<it>(?:es|era|son|eran|soy|somos|viene|vino|vienen|vinieron|vengo|llego"
    r"|llegaron|emigro|emigraron|huyo|huyeron|procede|salio|salieron"
    r"|migro)(?: (?:todos|originalmente|ambos|aqui))? (?:de|desde"
    r"|del)(?: (?:alla de|un pueblo de|un rancho de|estado de|la|el))? {place})",
    r"(?P<it>(?:es|era|son|eran|soy|somos|viene|vino|vienen|vinieron|vengo|venimos|vinimos|venian?|emigro"
    r"|procedente|proveniente"
    r"|huyo|llego|llegaron)(?: (?:solo|sola|hace \w+ anos|de (?:mojad[oa]s?|nin[oa]|chic[oa])|para aca|aca"
    r"|huyendo))*(?: (?:todos|originalmente|ambos))? (?:de|desde"
    r"|del)(?: (?:alla de|un pueblo de|un rancho de|estado de))? {place})",
    # Set between commas.
    r"(?:{person}|[a-z]{3,}(?:er[oa]s?|ers?|or|m[ae]n)),? (?P<it>(?:originally |originari[oa] )?(?:from|de"
    r"|del) (?:the |la |el )?{place})"
    r"(?= ?[,.;)]| (?:and|who|was|is|y|que|ya)(?![a-z]))",
    r"(?P<it>{person} de {place})|(?:crecio|criad[oa]|se crio|se criaron|me crie|nos criamos|crecimos|crecieron"
    r"|regres\w+|devolv\w+|volver|familia) (?:en|a"
    r"|de) {place}",
    r"(?:m[ae]n|wom[ae]n|males?|females?|person|people|guys?|worker|workers|kid|kids|individuals?|subjects?"
    r"|family|families|migrants?|immigrants?|refugees?) (?P<it>from {place})",
    # The answer to the question.
    r"<born|brn|bron>[^.;]{0,30}? (?:said|answered|replied|told \w+|stated)(?: \w+){0,2}? (?:in )?{place}"
    r"|(?:<nacio>|de donde es|de donde era|de donde venia"
    r"|where (?:he|she|they) (?:was|were|is|are) (?:born|from))[^.;]{0,25}? (?:y |and )?(?:\w+ )?(?:dijo"
    r"|contesto|respondio|said|answered|replied|told \w+)(?: \w+){0,3}? {place}",
)

NEAR = (
    *QUESTIONS,
    # A time, or a place that tells nothing.
    r"<born|brn|bron>(?: \w+){0,2}? (?:in|at|around|near) (?:the )?(?:19\w*|20\w*|\d+|early|late|mid|year|month|summer"
    r"|winter|spring|fall|jan\w*|feb\w*|mar|march|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
    r"|ambulance|hospital|back|car|street|house|lobby|hallway|parking|front|dispute|argument|fight|wedlock"
    r"|custody|weeks?|night|dawn|noon|term|protest|neighborhood meeting|60s|70s|80s|90s|seventies|eighties"
    r"|nineties|same|\w+ weeks|anger|frustration|captivity|mind|response"
    r"|(?:a|an) (?:ambulance|hospital|car|taxi|church|basement|meeting|moment|parking|garage|park|bar|cafe"
    r"|\w+ (?:lot|room|meeting|basement)))",
    r"(?:idea|plan|rumou?r|movement|group|coalition|name|term|tradition|protest|organi[sz]ation|club|band"
    r"|dispute|slogan|chant|network|policy|program|project|directive|song) (?:was |is |were "
    r"|that was )?<born|brn|bron>(?: \w+){0,4}",
    r"(?:first|new|natural|air|water|still|re)[- ]?<born|brn|bron>(?: \w+){0,3}",
    r"(?:<nacio|naci|nacid[oa]s?|nacieron|nasio|nasi|nasid[oa]s?|nasieron>)(?: \w+){0,2}? en (?:19\w*|20\w*|\d+"
    r"|una? (?:junta|reunion|asamblea|marcha|protesta|hospital|carro|taxi|ambulancia)|el (?:ano|mes|19|20|hospital"
    r"|carro|ambulancia)|la (?:ambulancia|calle|madrugada|noche)|enero|febrero"
    r"|marzo|abril|mayo|junio|julio|agosto|sep\w+|octubre|noviembre|diciembre)",
    r"(?:idea|movimiento|grupo|organizacion|coalicion|proyecto|plan|lema|canto|bebe|red|campana|colectivo|comite"
    r"|iniciativa"
    r"|recien)(?: \w+){0,6}? (?:<nacio|nacid[oa]s?>)(?: \w+){0,3}",
    r"<pob>[ :.#]*(?:no\.? )?\d+|(?:birthplace|place of birth|pob"
    r"|lugar de nacimiento)(?:[ :=/-]+(?:was|is|were|not|field|box|line|left|fue|no|se|deliberately|never"
    r"|intentionally|has|been|are|blank|asked|recorded|collected|required|does|exist|and|or|en|blanco|removed"
    r"|none|na|unknown|n|a|question|questions|del?|the|form)(?![a-z]))+",
    # Streets, districts and goods that carry a country's name.
    r"[^.;]{0,40}?(?:from|de|near|in|at|on|del?|a|to) (?:the )?{place} (?:{street}|and \w+ {street}|market"
    r"|restaurant|bakery|grill|cafe|corridor|community|park|hotel|express|building|plaza|imports|auto"
    r"|deli)(?![a-z])",
    r"(?:truck|trucks|plates?|van|car|vehicle|shipment|delivery|produce|fruit|call|package|money|flight|bus"
    r"|flag|food|music|coffee|cargo|goods|letter|video|boxes?|beer|placas|camion|fruta|mercancia|paquete"
    r"|carro|llamada|bandera|comida|musica|cafe|avion|license|team|band|product\w*|team"
    r"|equipo)(?: \w+){0,3}? (?:from|de|desde|es de|era de|son de|eran de) (?:\w+ )?{place}",
    r"(?:new|nuevo) <mexico>|(?:plaza|calle|avenida|radio|club|consulado de|consulate of|jardin|little|via"
    r"|bandera de|embajada de|embassy of|viva) {place}",
)
