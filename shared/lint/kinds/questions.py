"""Near misses that several kinds share: words of a question, and what policy says is not asked.

What an agent asked is the agent's conduct and belongs in the record; only an answer tells something of a person.
"""

# To the end of the clause; a reason or an answer that follows is outside and is found.
_REST = (
    r"(?:(?! (?:and|but|because|who|as|after|while|which|since|then|so|y|pero|porque|entonces|ya que)(?: "
    r"|$))[^.,;:!?\"])*"
)

# Not known or not mentioned that it is so: it is so.
_NO_FACT = r"(?! (?:that )?(?:he|she|they|his|her|the \w+) (?:is|was|are|were|has|had)(?![a-z]))"
# "Asked about his papers" asks; "asked for the Guatemalan" says of what people somebody is.
_NOBODY = (
    r"(?! (?:(?:the|an?|that|his|her|their|two|some) )?(?:(?:undocumented|illegal|deported) (?!status|immigration)"
    r"|{demonym}(?: {person}| who)))"
)

QUESTIONS = (
    # We do not ask, did not record, never look at.
    r"(?:(?:do|does|did|has|have|had|will|would|may|must|should|shall|can|could|are|is|was|were)(?: not|n'?t)|dont"
    r"|doesnt|didnt|never|cannot|not)(?: \w+){0,2}? (?:ask|asks|asked|asking|inquire|inquired|request|requested|check"
    r"|checked|record|recorded|look|looked|collect|collected|note|noted|question|questioned|document|documented|write"
    r"|written|wrote|discuss|discussed|say|said|state|stated|determine|determined|establish|required|run|verify"
    r"|verified"
    rf"|(?:know|known|mention|mentioned){_NO_FACT})" + _REST,
    r"without (?:asking|inquiring|requesting|checking|recording|questioning|knowing|mentioning)" + _REST,
    r"(?:no one|nobody|none of us|no officer|nothing|neither officer|nadie)(?: \w+){0,2}? (?:asked|inquired"
    r"|recorded|said|mentioned|was said|checked|noted|wrote|pregunto|pidio|dijo|anoto)" + _REST,
    r"(?:no|nunca|jamas|tampoco) (?:se |les? |lo |la |me |nos )*(?:pregunt\w+|pid\w+|ped\w+|solicit\w+"
    r"|registr\w+|anot\w+|revis\w+|averigu\w+|consult\w+|mencion\w+|dij\w+|sabe\w*|investig\w+)" + _REST,
    r"sin (?:preguntar|pedir|anotar|registrar|mencionar|saber|averiguar)\w*" + _REST,
    # Somebody asked whether, about, for.
    r"(?:ask|asks|asked|asking|inquired?|inquiring|questioned|questioning|wanted to know|want to know|demanded"
    r"|demanding|demands|requested|requesting|quizzed|checking|checked|check|refused to (?:say|state|answer)"
    r"|declined to (?:say|state|answer))"
    rf"(?: (?!said)[\w']+){{0,5}}? (?P<it>(?:if|whether|where|what|to see|into|(?:about|for|on"
    rf"|regarding){_NOBODY})(?= )" + _REST + ")",
    r"(?:demanded|requested|demanding|requesting|refused to (?:show|give|produce|say|state|disclose)"
    r"|declined to (?:show|give|say|state)|exigi\w+|se nego a \w+) (?:to see )?" + _REST,
    r"(?:pregunt\w+|cuestion\w+|interrog\w+|quer\w+ saber|pidi\w+|pedia\w*|pide\w*|exig\w+)(?! asilo"
    r"| refugio)(?: [\w']+){0,4}? (?P<it>(?:si|por|sobre|de donde|donde|que|cual|su|sus|papeles|identificacion|(?:el "
    r"|la |un |una |los )?(?:pasaportes?|visas?|mica|green card|permiso|licencia|documentos|id"
    r"|passport))(?![a-z])" + _REST + ")",
    # The question itself.
    r"(?:are|is|were|was|do|does|did|have|has|where|what|what's|who|which|any|u|r)(?: \w+)? (?:you|he|she|they|your|u"
    r"|your|his|her|anyone|everybody|anybody|here|of you)(?: [^.!?\"]{0,60})?\?",
    r"(?:es usted|eres|son ustedes|esta usted|estan|tiene usted|tienes|tienen|tiene|de donde|donde nacio|donde naciste"
    r"|cual es|usted es|alguien|quien)[^.!?\"]{0,60}\?",
    r"(?<=¿)[^?]{1,80}",
)
