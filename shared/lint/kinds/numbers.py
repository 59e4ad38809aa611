"""A-numbers and social security numbers: the two kinds of which none may be missed.

So these lines ask for little and forgive much (spaces, dashes, dots, `?` for a digit not seen), and only shapes
that are known to be something else are let go: DR and incident numbers, telephones, dates, driver licences.
"""

# A digit, or the mark for one that was not read.
_D = r"[\d?x*]"
# Between two digits of a number read out or typed in groups.
_S = r"[ .-]{0,3}"
# Between a label and its number.
_IS = (
    r"(?:[ :=#.,()'\"-]|is|was|of|no|number|num|reads?|ending|ends|in|with|as|es|era|son|eran|are|were|says|dice"
    r"|termina|terminan|en|con|por|the|el|la|usa|mexico|que|numero)*"
)
_NUMBER = rf"(?<![\d?x*])(?=(?:{_S}{_D}){{0,11}}?{_S}\d){_D}(?:{_S}{_D}){{2,11}}"

A_NUMBER = (
    (
        # A123456789, A 123 456 789, A-123-456-789, A# 12345678, A/N, A.No.: seven to nine digits after the letter.
        rf"#?a[ ./-]*(?:numbers?|numb|num|nmbr|nbr|no|n|file|#)?[ .:#=/-]*(?={_D}*[ .-]*{_D}*[ "
        rf".-]*{_D}*\d){_D}(?:{_S}{_D}){{6,8}}(?![\d?*]|[ .-]\d)",
        # The label spelled out, and whatever number follows it, whole or not.
        rf"(?:<a>[- ](?:numbers?|num|file|nbr)|<anumbers?|anum|afile|anbr>|<a> ?#"
        r"|<alien> (?:registration )?(?:numbers?|num|no|nbr|file|id|#)"
        rf"|<alien> ?#|<alien> reg(?:istration)?|<uscis> ?(?:numbers?|num|no|#|account|online account)?){_IS}{_NUMBER}",
        # Spanish: número A, número de extranjero, número de registro de extranjero.
        rf"<numeros?|num|no|nro>\.? (?:<a>|de (?:registro de )?(?:<extranjer[oa]s?>|<alien>|<inmigracion>"
        rf"|<migracion>)){_IS}{_NUMBER}",
        # A file or case number with the immigration authorities.
        rf"(?:<immigration>|<inmigracion>|<migracion>) (?:case |file |registration )?(?:number|num|no|#){_IS}{_NUMBER}",
        # The number of a person, even where the digits are left out.
        r"(?:his|her|their|[a-z]+'s|su|sus) (?:<a-numbers?>|<alien> (?:registration )?(?:numbers?|#)"
        rf"|<numeros?> (?:a|de <extranjero>))(?:{_IS}(?:<a>)?[ #.-]*{_NUMBER})?",
    ),
    (
        # A date or a telephone after a letter ("Camera A 2026-04-14", "Apt A 555-0142").
        r"a[ :#-]*20\d\d[- .][01]\d[- .][0-3]\d",
        r"a[ :#-]+\d{3}[-. ]\d{4}",
        # "a 260 204 418 report": the article before a DR number.
        r"a \d{2} ?(?:0[1-9]|1\d|2[01])\d? ?\d{2,3} ?\d{3} (?:dr|report|incident|number)",
        # What was asked for and not written down.
        r"(?:(?:not|never|n't|asked|asking|asks|ask|demanded) {few}|without {few}|(?:no|pidi\w+"
        r"|pregunt\w+) {few} ?)(?:(?:his|her|their|[a-z]+'s|su|sus) )?(?:a-numbers?"
        r"|<alien> (?:registration )?(?:numbers?|#)|numeros? (?:a|de <extranjero>))",
        # Things with a letter and seven digits.
        r"(?:serial|model|part|lot|invoice|tag|unit|equipment|camera|asset|property|permit|docket|badge|plate|placa"
        r"|serie|item|radio|locker|case|item|evidence|receipt|ticket|citation|body ?cam|bwv|tow|trailer"
        r"|container)(?: (?:no|number|num|is|was|numero))*\.? ?[:#]? ?a-?\d{7}",
        # A Californian driver licence is a letter and seven digits.
        r"(?:cdl|dl|ca dl|driver'?s? licen[cs]e|licen[cs]e|licencia|oln)(?: ?(?:no|number|num|is|es|de conducir"
        r"|de manejar))*\.? ?[:#]? ?a\d{7}",
    ),
)

SSN = (
    (
        # 123-45-6789 and its spaced, dotted, slashed and half-read forms.
        rf"(?<![\d#]-)(?<!\d\.)(?<!\d ){_D}{{3}} ?[-./ ] ?{_D}{{2}} ?[-./ ] ?\d{{4}}(?![-.]?\d)",
        # A label, and whatever number follows, whole or only its end.
        rf"(?:<ssns?>|<s>\.s\.n\.?|<ss> ?(?:#|no|num(?:ber)?)|<itin>|<social> <security>(?: (?:numbers?|num|no|card"
        rf"|#))*|<soc>(?: sec)?|<social>|<seguro> <social>|<seguro>|<nss>)(?: (?:numbers?|num|no))?{_IS}(?:(?:last"
        rf"|final|first) (?:four|4)(?: digits)?|ultimos (?:cuatro|4)(?: digitos)?)?{_IS}{_NUMBER}",
        r"(?:last|final|first) (?:four|4)(?: digits)?(?: of)?(?: (?:his|her|their|the))? (?:<ssn>"
        r"|<social>(?: <security>)?(?: number)?)"
        rf"{_IS}{_NUMBER}",
        rf"<ultimos> (?:cuatro|4)(?: digitos)?(?: de[l]?)?(?: su)? (?:<ssn>"
        rf"|(?:numero de )?<seguro>(?: <social>)?){_IS}{_NUMBER}",
        rf"{_NUMBER}(?: (?:is|was|as|es|era|which is))? (?:his|her|their|the|su|el) (?:<ssn>|<social>"
        rf"|(?:numero de )?<seguro> <social>)",
        # The number or card of a person, even where the digits are left out.
        r"(?:his|her|their|my|[a-z]+'s) (?:<ssn>|<social> <security> (?:numbers?|card|#))",
        r"(?:su|sus|mi|el) (?:numeros?|tarjetas?) de(?:l)? <seguro> <social>",
    ),
    (
        # Numbers whose label says that they are something else.
        rf"(?:dr|incident|cad|badge|serial|invoice|case|item|property|rd|tracking|receipt|caso|incidente|placa|serie"
        rf"|recibo)(?: ?(?:no|number|num|numero))?\.? ?[:#]? ?{_D}{{3}} ?[-./ ] ?{_D}{{2}} ?[-./ ] ?\d{{4}}",
        # What was asked for and not written down.
        r"(?:(?:not|never|n't) {few}|without {few}|no (?:se )?(?:pid\w+|pregunt\w+|anot\w+){few} )(?:<ssn>"
        r"|<social> <security>(?: (?:numbers?|card|#))?|(?:su )?(?:numero de(?:l)? )?<seguro> <social>)",
    ),
)
