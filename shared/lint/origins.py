"""Countries, the people from there, and places often named as somebody's home: English and Spanish, folded.

A demonym's `_` is a space; its accent marks the Spanish ending that takes -a and -es, and is taken off.

Only what is written of people at these scenes; a country that is missing is found when it stands in a telling phrase
("born in", "citizen of", "passport").
"""

_TABLE = """
united states: american americano norteamericano estadounidense
mexico: mexican mexicano
guatemala, guate: guatemalan guatemalteco chapín
el salvador: salvadoran salvadorean salvadorian salvadoreno salvi
honduras: honduran hondureno catracho
nicaragua: nicaraguan nicaraguense nica
costa rica: costa_rican costarrican costarricense tico
panama: panamanian panameno
belize: belizean beliceno
cuba: cuban cubano
haiti: haitian haitiano
dominican republic, republica dominicana, santo domingo: dominican dominicano
jamaica: jamaican jamaiquino jamaicano
trinidad, trinidad and tobago: trinidadian trini
barbados: barbadian bajan
bahamas, the bahamas: bahamian
guyana: guyanese
suriname: surinamese
grenada: grenadian
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
south korea, korea, corea, north korea: korean coreano norcoreano surcoreano
japan, japon: japanese japones
vietnam: vietnamese vietnamita
thailand, tailandia: thai tailandes
cambodia, camboya: cambodian camboyano
laos: laotian laosiano
malaysia, malasia: malaysian malayo
singapore, singapur: singaporean
bhutan: bhutanese
indonesia: indonesian indonesio
india: indian
pakistan: pakistani paquistani
bangladesh: bangladeshi
nepal: nepali nepalese
sri lanka: srilankan sri_lankan
afghanistan, afganistan: afghan afgano
iran: iranian persian irani
iraq, irak: iraqi
syria, siria: syrian sirio
kuwait: kuwaiti
qatar: qatari
oman: omani
tunisia, tunez: tunisian tunecino
lebanon, libano: lebanese libanes
israel: israeli
jordan: jordanian
egypt, egipto: egyptian egipcio
yemen: yemeni
turkey, turquia: turkish turco
armenia: armenian armenio
georgia: georgian georgiano
moldova, moldavia: moldovan moldavo
russia, rusia: russian ruso
ukraine, ucrania: ukrainian ucraniano
belarus: belarusian
kazakhstan: kazakh
uzbekistan: uzbek uzbeko
kyrgyzstan, kirguistan: kyrgyz
tajikistan: tajik
turkmenistan: turkmen
chechnya: chechen checheno
poland, polonia: polish polaco
romania, rumania: romanian rumano
czech republic, republica checa: czech checo
slovakia: slovak slovakian
serbia: serbian serbio
croatia, croacia: croatian croata
bosnia: bosnian bosnio
kosovo: kosovar
macedonia: macedonian
lithuania, lituania: lithuanian lituano
latvia, letonia: latvian
estonia: estonian
germany, alemania: german alemán
austria: austrian
switzerland, suiza: swiss suizo
belgium, belgica: belgian belga
france, francia: french frances
italy, italia: italian italiano
spain, espana: spaniard espanol
portugal: portuguese portugues
england, inglaterra, united kingdom, uk: british
scotland, escocia: scottish
ireland, irlanda: irish irlandes
ethiopia, etiopia: ethiopian etiope
eritrea: eritrean eritreo
somalia: somali
sudan: sudanese
nigeria: nigerian nigeriano
ghana: ghanaian ghanes
kenya: kenyan keniano
gambia, the gambia: gambian
guinea, guinea-bissau: guinean guineano
ivory coast, cote d'ivoire, costa de marfil: ivorian ivorien
mali: malian maliense
togo: togolese
benin: beninese
burkina faso: burkinabe
niger: nigerien
mauritania: mauritanian mauritano
sierra leone: sierra_leonean
cape verde, cabo verde: cape_verdean caboverdiano
gabon: gabonese
angola: angolan angoleno
mozambique: mozambican
zambia: zambian
zimbabwe: zimbabwean
malawi: malawian
tanzania: tanzanian
rwanda, ruanda: rwandan ruandes
burundi: burundian
cameroon, camerun: cameroonian camerunes
senegal: senegalese senegales
congo: congolese congoleno
morocco, marruecos: moroccan marroqui
sweden, suecia: swede swedish sueco
norway, noruega: norwegian noruego
denmark, dinamarca: danish
finland, finlandia: finnish
greece, grecia: greek griego
burma, myanmar: burmese
mongolia: mongolian
albania: albanian
hungary, hungria: hungarian hungaro
bulgaria: bulgarian bulgaro
azerbaijan: azerbaijani
saudi arabia: saudi
libya: libyan
algeria, argelia: algerian argelino
liberia: liberian
uganda: ugandan
tonga: tongan
samoa: samoan
fiji: fijian
marshall islands: marshallese
micronesia: micronesian
australia: australian australiano
new zealand, nueva zelanda: new_zealander
netherlands, holanda: dutch
puerto rico: puertorrican puerto_rican puertorriqueno boricua
palestine, palestina: palestinian palestino
central america, centroamerica, centro america: centroamericano
south africa, sudafrica: south_african sudafricano
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
lagos, addis ababa, salvador, distrito federal, cdmx, ahuachapan, cuscatlan, comayagua, la ceiba, danli, jutiapa,
zacapa, chiquimula, mazatenango, retalhuleu, suchitepequez, hidalgo, nezahualcoyotl, ecatepec, aguascalientes, san
luis potosi, campeche, quintana roo, barranquilla, cusco, cochabamba, dakar, banjul, conakry, freetown, accra, osaka,
tokyo, kyoto, busan, taipei, phnom penh, bangkok, jakarta, davao, cotabato, iloilo, batangas, pampanga, guangdong,
fujian, fuzhou, shenzhen, chengdu, wuhan, dalian, kolkata, chennai, hyderabad, gujarat, kerala, islamabad, peshawar,
chittagong, sylhet, tabriz, shiraz, isfahan, gyumri, vanadzor, beirut, aleppo, amman, istanbul, ankara, baku, almaty,
bishkek, samarkand, odesa, odessa, kharkiv, lviv, minsk, st petersburg, bucharest, budapest, warsaw, krakow, sao
paulo, rio de janeiro, minas gerais, goiania, buenos aires, montevideo, asuncion, arequipa, cucuta, barquisimeto, san
cristobal, cuenca, santiago de chile, camaguey, matanzas, port au prince, cap-haitien, santo domingo, belmopan,
chinandega, matagalpa, jinotega, masaya, bluefields, san vicente, zacatecoluca, intibuca, lempira, yoro, el progreso,
tela, coban, mixco, villa nueva, quiche, el quiche, peten, izabal, baja california, ensenada, ciudad juarez, torreon,
saltillo, morelia, uruapan, zamora, apatzingan, irapuato, celaya, tepic, puerto vallarta, los mochis, mazatlan,
hermosillo, nogales, cuernavaca, pachuca, xalapa, cordoba, coatzacoalcos, villahermosa, tuxtla, tapachula, merida,
cancun, huajuapan, juchitan, tehuantepec, nairobi, kampala, kinshasa, douala, yaounde, abidjan, lome, cotonou, asmara,
khartoum, mogadishu, johannesburg, casablanca, tunis, algiers, nouakchott, bamako, tbilisi, tashkent, kathmandu,
karachi, lahore, mumbai, delhi, punjab, lima, la paz
"""


_UNACCENTED = str.maketrans("áí", "ai")


def _forms(demonym: str) -> set[str]:
    """The demonym with its plural, and its feminine where it has the Spanish ending."""
    if demonym.endswith(("ese", "ish", "ch")):
        return {demonym}
    if demonym.endswith(("án", "ín")):
        plain = demonym.translate(_UNACCENTED)
        return {plain + end for end in ("", "a", "as", "es", "s")}
    if demonym.endswith("o"):
        return {demonym[:-1] + end for end in ("o", "a", "os", "as")}
    if demonym.endswith("es"):
        return {demonym, demonym + "a", demonym + "as", demonym + "es"}
    return {demonym, demonym + "s"}


_ROWS = [row.split(":") for row in _TABLE.strip().splitlines()]
COUNTRIES = sorted({name.strip() for names, _ in _ROWS for name in names.split(",")})
DEMONYMS = sorted(
    {form.replace("_", " ") for _, demonyms in _ROWS for each in demonyms.split() for form in _forms(each)}
)
#: English plurals are always people, never the description of a thing.
PEOPLES = [demonym for demonym in DEMONYMS if demonym.endswith(("ans", "is"))]
PLACES = sorted({name.strip() for name in _PLACES.replace("\n", " ").split(",")})
