"""The few words that widgets say themselves, by code, in English and Spanish.

Labels, helps, errors and choices come from outside; these are the words of the controls: "Now", "Close", "Search".
`use("es")` changes the language; widgets read a word when they are made or opened, so call it before building screens.
"""

from __future__ import annotations

from datetime import date
from typing import Final

EN: Final = {
    "now": "Now",
    "clear": "Clear answer",
    "cancel": "Cancel",
    "close": "Close",
    "back": "Back",
    "set-time": "Set time",
    "today": "Today",
    "yesterday": "Yesterday",
    "tomorrow": "Tomorrow",
    "earlier-day": "One day earlier",
    "later-day": "One day later",
    "date": "Date",
    "hour": "Hour",
    "minute": "Minute",
    "search": "Search",
    "nothing-found": "Nothing found. Try fewer letters.",
    "choose": "Choose",
    "no-time": "No time yet",
    "less": "One less",
    "more": "One more",
    "show": "Show",
    "hide": "Hide",
    "why": "Why?",
    "required": "Required",
    "owed": "Owed",
    "saving": "Saving…",
    "saved": "Saved",
    "unsaved": "Not saved",
    "count": "{used} / {limit}",
    "day-form": "{weekday}, {month} {day}, {year}",
    "weekdays": "Mon Tue Wed Thu Fri Sat Sun",
    "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
ES: Final = {
    "now": "Ahora",
    "clear": "Borrar respuesta",
    "cancel": "Cancelar",
    "close": "Cerrar",
    "back": "Atrás",
    "set-time": "Fijar hora",
    "today": "Hoy",
    "yesterday": "Ayer",
    "tomorrow": "Mañana",
    "earlier-day": "Un día antes",
    "later-day": "Un día después",
    "date": "Fecha",
    "hour": "Hora",
    "minute": "Minuto",
    "search": "Buscar",
    "nothing-found": "No se encontró nada. Pruebe con menos letras.",
    "choose": "Elegir",
    "no-time": "Sin hora",
    "less": "Uno menos",
    "more": "Uno más",
    "show": "Mostrar",
    "hide": "Ocultar",
    "why": "¿Por qué?",
    "required": "Obligatorio",
    "owed": "Pendiente",
    "saving": "Guardando…",
    "saved": "Guardado",
    "unsaved": "No guardado",
    "count": "{used} / {limit}",
    "day-form": "{weekday} {day} {month} {year}",
    "weekdays": "lun mar mié jue vie sáb dom",
    "months": "ene feb mar abr may jun jul ago sep oct nov dic",
}
TABLES: Final = {"en": EN, "es": ES}
_now_in_use: dict[str, str] = dict(EN)


def use(language: str) -> None:
    """Speak `language` (`en` or `es`) from now on. Raises KeyError for another one."""
    table = TABLES[language]
    _now_in_use.clear()
    _now_in_use.update(table)


def say(code: str, **parts: object) -> str:
    """The words for a code, with its `{parts}` filled in. Raises KeyError for an unknown code."""
    return _now_in_use[code].format(**parts)


def say_day(day: date) -> str:
    """A date in words, in the order the language writes it: Wed, Oct 14, 2026."""
    return say(
        "day-form",
        weekday=say("weekdays").split()[day.weekday()],
        month=say("months").split()[day.month - 1],
        day=day.day,
        year=day.year,
    )
