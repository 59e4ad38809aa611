"""A problem, or a duty's reason, as the sentence people read: codes in its parameters become their words.

A parameter that is named like a controlled list holds a code of that list; `earlier` and `later` hold a question's
`part.field`; `due` and `begins` hold a moment or a day.
"""

from collections.abc import Mapping
from datetime import datetime

from shared.canonical import Value
from shared.catalog import Form
from shared.display import date
from shared.problems import Problem
from shared.words import say

ALIASES = {"status": "supervisor_status", "kind": "lint_kind", "area": "area"}
QUESTIONS = ("earlier", "later")
MOMENTS = ("due",)


def sentence(problem: Problem, form: Form, language: str = "en") -> str:
    """The sentence of one problem."""
    return say(problem.code, language, **filled(problem.params, form, language))


def filled(params: Mapping[str, Value], form: Form, language: str) -> dict[str, str]:
    """The parameters in words of `language`."""
    return {name: _word(name, value, form, language) for name, value in params.items()}


def _word(name: str, value: Value, form: Form, language: str) -> str:
    lists = ALIASES.get(name, name)
    vocabulary = form.configuration.vocabulary
    if isinstance(value, list | tuple):
        return ", ".join(_word(name, item, form, language) for item in value)
    if name in QUESTIONS:
        return say(str(value), language)
    if name in MOMENTS and isinstance(value, str):
        try:
            told = datetime.fromisoformat(value)
            return f"{date(told, language)}, {told:%H:%M}"
        except ValueError:
            return value
    if isinstance(value, str) and lists in vocabulary.lists:
        return vocabulary.label(lists, value, language)
    return str(value)
