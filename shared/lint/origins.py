"""Countries, the people from there, and places often named as somebody's home: English and Spanish, folded.

Only what is written of people at these scenes; a country that is missing is found when it stands in a telling phrase
("born in", "citizen of", "passport").
"""

_TABLE = """
united states: american americano norteamericano estadounidense
mexico: mexican mexicano
guatemala: guatemalan guatemalteco chapin
el salvador: salvadoran salvadorean salvadorian salvadoreno
honduras: honduran hondureno catracho
nicaragua: nicaraguan nicaraguense
costa rica: costarrican costarricense
panama: panamanian panameno
belize: belizean beliceno
cuba: cuban cubano
haiti: haitian haitiano
dominican republic, republica dominicana: dominican dominicano
jamaica: jamaican jamaiquino
colombia: colombian colombiano
venezuela: venezuelan venezolano
ecuador: ecuadorian ecuadorean ecuatoriano
peru: peruvian peruano
bolivia: bolivian boliviano
brazil, brasil: brazilian brasileno
chile: chilean chileno
argentina: argentinian argentinean argentino
uruguay: uruguayan uruguayo
paraguay: paraguayan paraguayo
canada: canadian canadiense
philippines, the philippines, filipinas: filipino filipina
china: chinese chino
taiwan: taiwanese taiwanes
south korea, korea, corea, north korea: korean coreano
japan, japon: japanese japones
vietnam: vietnamese vietnamita
thailand, tailandia: thai tailandes
cambodia, camboya: cambodian camboyano
laos: laotian
indonesia: indonesian indonesio
india: indian
pakistan: pakistani
bangladesh: bangladeshi
nepal: nepali nepalese
sri lanka: srilankan
afghanistan, afganistan: afghan afgano
iran: iranian persian irani
iraq, irak: iraqi
syria, siria: syrian sirio
lebanon, libano: lebanese libanes
israel: israeli
jordan: jordanian
egypt, egipto: egyptian egipcio
yemen: yemeni
turkey, turquia: turkish turco
armenia: armenian armenio
georgia: georgian georgiano
russia, rusia: russian ruso
ukraine, ucrania: ukrainian ucraniano
belarus: belarusian
kazakhstan: kazakh
uzbekistan: uzbek
poland, polonia: polish polaco
romania, rumania: romanian rumano
germany, alemania: german
france, francia: french
italy, italia: italian italiano
spain, espana: espanol
portugal: portuguese portugues
england, inglaterra, united kingdom, uk: british
ireland, irlanda: irish irlandes
ethiopia, etiopia: ethiopian etiope
eritrea: eritrean eritreo
somalia: somali
sudan: sudanese
nigeria: nigerian nigeriano
ghana: ghanaian
kenya: kenyan
cameroon, camerun: cameroonian camerunes
senegal: senegalese
congo: congolese
morocco, marruecos: moroccan marroqui
sweden, suecia: swedish sueco
greece, grecia: greek griego
burma, myanmar: burmese
mongolia: mongolian
albania: albanian
hungary: hungarian
bulgaria: bulgarian
azerbaijan: azerbaijani
saudi arabia: saudi
libya: libyan
algeria: algerian
liberia: liberian
uganda: ugandan
tonga: tongan
samoa: samoan
australia: australian australiano
netherlands, holanda: dutch
puerto rico: puertorrican puertorriqueno boricua
palestine, palestina: palestinian palestino
central america, centroamerica, centro america: centroamericano
africa: african africano
"""

#: States and cities that people name as where they come from.
_PLACES = """
puebla, oaxaca, michoacan, jalisco, guadalajara, zacatecas, sinaloa, culiacan, guerrero, acapulco, chiapas, veracruz,
tijuana, sonora, nayarit, durango, guanajuato, yucatan, morelos, colima, tabasco, chihuahua, coahuila, queretaro,
tlaxcala, tamaulipas, monterrey, mexicali, mexico city, ciudad de mexico, san salvador, usulutan, chalatenango,
sonsonate, tegucigalpa, san pedro sula, choluteca, olancho, quetzaltenango, huehuetenango, escuintla, solola,
totonicapan, chimaltenango, xela, guatemala city, ciudad de guatemala, managua, esteli, bogota, medellin, caracas,
maracaibo, quito, guayaquil, havana, la habana, port-au-prince, kingston, yerevan, seoul, tehran, manila, cebu,
beijing, shanghai, guangzhou, hong kong, kyiv, kiev, moscow, saigon, hanoi, dhaka, kabul, baghdad, damascus, cairo,
lagos, addis ababa
"""


def _forms(demonym: str) -> set[str]:
    """The demonym with its plural, and its feminine where it has the Spanish ending."""
    if demonym.endswith(("ese", "ish", "ch")):
        return {demonym}
    if demonym.endswith("o"):
        return {demonym[:-1] + end for end in ("o", "a", "os", "as")}
    if demonym.endswith("es"):
        return {demonym, demonym + "a", demonym + "as", demonym + "es"}
    return {demonym, demonym + "s"}


_ROWS = [row.split(":") for row in _TABLE.strip().splitlines()]
COUNTRIES = sorted({name.strip() for names, _ in _ROWS for name in names.split(",")})
DEMONYMS = sorted({form for _, demonyms in _ROWS for each in demonyms.split() for form in _forms(each)})
#: English plurals are always people, never the description of a thing.
PEOPLES = [demonym for demonym in DEMONYMS if demonym.endswith(("ans", "is"))]
PLACES = sorted({name.strip() for name in _PLACES.replace("\n", " ").split(",")})
