"""Words that a record must not hold, found in free text while it is typed and again on the server.

Immigration and citizenship status, nationality, birthplace, A-numbers, social security numbers, travel documents,
home addresses, and private contacts of federal persons, in English and Spanish at once, because notes mix them
(Gov. Code 7284.6; V-30, V-31). Pure, offline, standard library only.

One idea runs through the tables: a question reveals nothing, an answer does. "Asked where he was born" is the
record of what agents did; "born in Puebla" is what the record must not hold.

`fold` makes text comparable, `spelling` mends typing errors in key words, `pattern` turns a table's line into a
matcher, `kinds` are the tables, `engine` puts them together. What the writer does about a finding (remove it, or
keep it as an exact federal quote) is for the rules and the screens.
"""

from shared.lint.engine import KINDS, Finding, findings

__all__ = ["KINDS", "Finding", "findings"]
