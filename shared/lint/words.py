"""Classes of words that the tables share, written once, in both languages.

A class is a piece of expression; in a table it stands as `{name}`.
"""

from shared.lint.origins import COUNTRIES, DEMONYMS, PEOPLES, PLACES

#: People as officers write of them. Roles that are also businesses ("owner", "interpreter") are left out.
_PERSON = (
    "he|she|they|i|we|you|who|everyone|everybody|both|all of them|ones?|guys?|m[ae]n|wom[ae]n|males?|females?|persons?"
    "|people|individuals?|subjects?|suspects?|victims?|vict|susp|witness(?:es)?|wit|arrestees?|detainees?|drivers?"
    "|passengers?|pedestrians?|workers?|laborers?|vendors?|employees?|gardeners?|landscapers?|cooks?|cleaners?"
    "|roofers?|janitors?|nann(?:y|ies)|tenants?|neighbors?|occupants?|callers?|bystanders?|customers?|clients?"
    "|patients?|students?|residents?|kids?|child(?:ren)?|boys?|girls?|teens?|teenagers?|juveniles?|minors?|baby"
    "|fathers?|mothers?|dad|mom|parents?|sons?|daughters?|brothers?|sisters?|husband|wife|spouse|cousins?|uncles?"
    "|aunts?|nephews?|nieces?|grandmother|grandfather|boyfriend|girlfriend|partner|famil(?:y|ies)|friends?|roommates?"
    "|co-?workers?|lad(?:y|ies)|gentlem[ae]n|speakers?|migrants?|immigrants?|refugees?|national(?:s)?|mr\\.? \\w+"
    "|mrs\\.? \\w+|ms\\.? \\w+|targets?|busboys?|dishwashers?|waiters?|waitress|bakers?|mechanics?|painters?|welders?"
    "|nurses?|caregivers?|cashiers?|tailors?|barbers?|couple|crew|fiance|nanny|grandma|grandpa|in-laws?|el|ella|ellos"
    "|ellas|yo|usted(?:es)?|nosotros|todos|todas|ambos|alguien|hombres?|mujer(?:es)?|senor(?:a|es|as)?|joven(?:es)?"
    "|muchach[oa]s?|chic[oa]s?|chofer(?:es)?|conductor(?:a|es)?|pasajer[oa]s?|victimas?|testigos?|sospechos[oa]s?"
    "|personas?|trabajador(?:a|es|as)?|vendedor(?:a|es|as)?|jornaler[oa]s?|emplead[oa]s?|jardiner[oa]s?|cociner[oa]s?"
    "|padres?|madre|papas?|mama|hij[oa]s?|herman[oa]s?|espos[oa]s?|nin[oa]s?|bebe|vecin[oa]s?|familias?|familiares"
    "|prim[oa]s?|ti[oa]s?|suegr[oa]|abuel[oa]s?|novi[oa]|amig[oa]s?|companer[oa]s?|detenid[oa]s?|client[ea]s?"
    "|estudiantes?|alumn[oa]s?|inquilin[oa]s?|tip[oa]s?|migrantes?|inmigrantes?|refugiad[oa]s?|varon(?:es)?"
    "|sra?\\.? \\w+|papa|novi[oa]s?|sobrin[oa]s?|cunad[oa]s?|yerno|nuera|patron(?:a|es)?|albanil(?:es)?|meser[oa]s?"
    "|obrer[oa]s?|ninera|lavaplatos|muchachit[oa]s?|abuelit[oa]s?|suegros|comadre|compadre|doctors?|teachers?|pastors?"
    "|priests?|engineers?|tourists?|bartenders?|seamstress(?:es)?|electricians?|carpenters?|plumbers?|farmworkers?"
    "|housekeepers?|babysitters?|maids?|dude|grandson|granddaughter|stepdad|stepmom|stepson|[a-z]{3,}(?:ador|edor"
    "|idor)(?:a|as|es)?|[a-z]{3,}istas?|doctor(?:a|as|es)|enfermer[oa]s?|maestr[oa]s?|plomer[oa]s?|carpinter[oa]s?"
    "|eloter[oa]s?|fruter[oa]s?|taquer[oa]s?|paleter[oa]s?|tamaler[oa]s?|florer[oa]s?|pintor(?:a|es)?|viejit[oa]s?"
    "|chavit[oa]s?|chav[oa]s?|chamac[oa]s?|morr[oa]s?|guer[oa]s?|don [a-z]+|dona [a-z]+|niet[oa]s?|yern[oa]s?"
    "|padrastro|madrastra|ahijad[oa]s?|comadres|compadres|compas?|vat[oa]s?|guey"
)

#: Things that a demonym describes as readily as people.
_THING = (
    "foods?|flags?|plates?|music|restaurants?|markets?|stores?|shops?|church(?:es)?|temple|signs?|trucks?|licenses?"
    "|accents?|languages?|songs?|banners?|currency|money|coins?|beers?|sodas?|drinks?|baker(?:y|ies)|menu|murals?"
    "|jerseys?|shirts?|hats?|writing|script|words?|interpreters?|translators?|dialect|radio|station|channel|newspaper"
    "|consulate|embassy|team|game|match|festival|parade|dish|tacos?|bread|coffee|candy|dog|k9|car|suv|sedan|van|brand"
    "|products?|imports?|cuisine|lunch|dinner|breakfast|deli|cafe|bbq|barbecue|grocer(?:y|ies)|supermarket|spa|bank"
    "|school|center|centre|association|community|village|town|neighborhood|district|holiday|blanket|rug|pottery"
    "|bander(?:a|as|in)|comidas?|restaurantes?|musica|placas?|tiendas?|mercados?|panaderias?|iglesias?|idiomas?|acento"
    "|cancion(?:es)?|cervezas?|refrescos?|moneda|pan|dulces?|letreros?|camisetas?|playera|sombrero|equipo|partido"
    "|consulado|embajada|escuela|barrio|taqueria|carniceria|tortilleria|pupuseria|interprete|himno|queso|antojitos"
)

#: A federal person by calling or agency; the agency alone may be called.
_AGENT = (
    r"(?:(?:federal|ice|hsi|cbp|ero|dea|atf|fbi|usms|bp|deportation|border patrol|special|lead|case|masked|undercover"
    r"|lead ice)[ -]+)*(?:<agents?|agentes?|marshals?|feds?|sddo|sda|sa|bpa|cbpo|tfo|federales>)"
)
_ROLE = (
    r"(?:officers?|official|supervisors?|boss|commander|leader|lead|employee|guy|man|clerk|secretary|chief|director"
    r"|attorney|prosecutor|analyst|contractor|pilot|driver|dispatcher|spokes(?:man|woman|person)|lieutenant|captain"
    r"|staffer|medic|trainee|deputy|detective)"
)
_MANDO = (
    r"(?:oficial(?:es)?|supervisora?|jef[ea]|director(?:a)?|secretari[oa]|emplead[oa]|abogad[oa]|fiscal|vocer[oa]"
    r"|comandante|mando|capitan|teniente|piloto|chofer|contratista|encargad[oa]|(?:el|la|un|una|ese|esa"
    r"|aquel) (?:senora?|tip[oa]|guey|muchach[oa]))"
)
_FED = (
    rf"(?:{_AGENT}(?:'?s)?(?: (?:de ice|del ice|de hsi|de cbp|de la patrulla(?: fronteriza)?|federal|federales"
    rf"|de migracion|de inmigracion|de la migra|in charge))?|<federal|ice|hsi|cbp|ero|dhs|patrol|deportation|masked"
    rf"|uscis|eoir|immigration>(?: field| lead| team| federal| supervisory| shift)? {_ROLE}(?:'s)?|{_ROLE} (?:from"
    rf"|with|for|at) <ice|hsi|cbp|ero|dhs>|{_MANDO} (?:federal|(?:del? )(?:la )?<ice|hsi|cbp|dhs|migra|migracion"
    rf"|inmigracion|patrulla fronteriza|federal|federales>)|(?:el|la|ese|esa|uno|una) (?:del?|de la) <ice|hsi|cbp"
    rf"|migra|migracion>|<team> (?:lead|leader)(?:'s)?)(?![a-z])"
)

_BE = (
    "(?:is|was|are|were|am|be|been|being|isn'?t|wasn'?t|aren'?t|weren'?t|looks|looked|appears|appeared|seems|seemed"
    "|(?:he|she|who|they|you|we|i)'?(?:s|re|m)|im|[a-z]+'s|es|era|eran|son|soy|somos|eres|sea|fue|fueron|siendo|parece"
    "|parecia)"
)

CLASSES = {
    "country": f"<{'|'.join(COUNTRIES)}>",
    "demonym": f"<{'|'.join(DEMONYMS)}>",
    "peoples": f"<{'|'.join(PEOPLES)}>",
    "place": f"<{'|'.join([*COUNTRIES, *PLACES])}>",
    "person": f"(?:{_PERSON})",
    "thing": f"(?:{_THING})",
    "be": _BE,
    "agent": _AGENT,
    "fed": _FED,
    # What stands between "is" and the word that tells.
    "adv": (
        "(?: (?:an?|the|all|both|not|also|to be|probably|possibly|likely|clearly|obviously|apparently|really|just|only"
        "|originally|now|already|finally|recently|technically|basically|ahora|ya|finalmente|half|part|allegedly"
        "|supposedly|actually|still|currently|un|una|unos|todos|todas|ambos|ambas|no|probablemente|aparentemente"
        "|tambien|puros?)){0,6}"
    ),
    # Where a clause ends: the word before it stands for itself, not for the next noun.
    "end": (
        "(?= ?[.,;:!?)/\"'\\]]| ?-(?![a-z])|$| (?:and|but|or|so|because|who|y|e|pero|o|que|porque|according|per|from"
        "|on|at|in|by|when|since|while|if|with|without|too|also|anyway|now|he|she|they|i|we|the|his|her|has|had|was|is"
        "|said|told|did|does|del|de|en|por|segun|cuando|con|sin|aqui|ya|hace|desde|los|las|ambos|todos|me|as|like|here"
        "|there|because|not|yet|either|though|neither|today|before|after|through|until|then|instead|living|working"
        "|wearing|holding|standing|walking|sitting|named|called|residing|staying|running|trying|crying|aunque|todavia"
        "|tampoco|sino|nada|pues|entonces|mi|su|le|se|lo|les|nos|bajo|tiene|dijo|vive|trabaja|no|menos|excepto|except"
        "|save|besides|plus|mas|igual|sorry|perdon|verdad|creo|nomas|officer|oficial|sir|maam|ma'am|man|bro|hermano"
        "|jefe|apparently|supposedly|probably|i think|which|where|donde|quien|cuyo|whose|va|iba|anda|lleva|llevaba"
        "|esta|estaba|gets|got|does|can|will|would|just|never|nunca|siempre|ahora|hoy|ayer|antes|despues|even|although"
        "|despite|thanks|tonight|yesterday|ago|since|last|this|two|three|years|right|ok|okay)(?![a-z]))"
    ),
    # The United States, however they are written.
    "us": (
        "(?:u\\.? ?s\\.?(?: ?a\\.?)?|united states(?: of america)?|states|(?:los )?estados unidos|ee\\.? ?uu\\.?"
        "|e\\.?u\\.?a?\\.?)"
    ),
    # Up to five further words of the same clause.
    "few": "(?: [\\w'#@/-]+){0,5}?",
    "clause": '[^.,;:!?"]',
    "phone": (
        "(?:(?:\\+?1[-. ]?)?(?:\\(\\d{3}\\) ?|\\d{3} ?[-./ ]? ?)\\d{3} ?[-. ]? ?\\d{4}|(?<!\\d)\\d{3}[-.]\\d{4}(?!\\d))"
    ),
    "email": "[\\w.+-]+ ?@ ?[\\w-]+(?: ?\\.[\\w-]+)+",
    "street": (
        "<st|street|ave?|avenue|avenida|blvd|boulevard|bulevar|dr|drive|rd|road|pl|place|ln|lane|ct|court|way|ter"
        "|terrace|cir|circle|hwy|pkwy|parkway|walk|alley|sq|plaza|trail|row>\\.?"
    ),
}
