"""Every sentence people read, by code, in English and Spanish.

One folder a language, one module a subject, each with a `WORDS` table. Codes:
`<part>.<field>` label and `<part>.<field>?` hint of a question; `part.<name>` and `part.<name>+` ("add another");
`section.<name>`; `clause.<code>`; problem codes as they are (`text.too_long`, `V-06`); `mark.<reason>`; screen and page
words under `tablet.`, `web.`, `export.`.
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

LANGUAGES = ("en", "es")


@cache
def table(language: str) -> Mapping[str, str]:
    """All sentences of a language. Raises LookupError for a language that is not there, ValueError for a clash."""
    if language not in LANGUAGES:
        raise LookupError(f"no words in {language!r}")
    package = import_module(f"{__name__}.{language}")
    gathered: dict[str, str] = {}
    for module in sorted(each.name for each in pkgutil.iter_modules(package.__path__)):
        words: Mapping[str, str] = import_module(f"{package.__name__}.{module}").WORDS
        twice = gathered.keys() & words.keys()
        if twice:
            raise ValueError(f"{language}/{module} says again: {', '.join(sorted(twice))}")
        gathered.update(words)
    return gathered


def say(code: str, /, language: str = "en", **params: object) -> str:
    """The sentence for `code` with its parameters filled in; the code itself where a table lacks it.

    A record must stay readable on an older release, so an unknown code is shown, never raised; a test proves that
    every code in use has its words in every language.
    """
    sentence = table(language).get(code, code)
    return sentence.format(**params) if params else sentence


def knows(code: str, language: str) -> bool:
    """Whether the language has words for `code`."""
    return code in table(language)
