"""One city's facts as one validated file: areas, departments, patterns, notice targets, the dated law table.

Los Angeles is the file that comes with a release; nothing about it is in code. A city's file is TOML:

    name = "Los Angeles"
    time_zone = "America/Los_Angeles"
    [patterns.serial]
    form = "[0-9]{5}|[A-Z][0-9]{4}"
    example = "47112"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import cast

from shared.canonical import NotCanonical, Value, canonical, digest_of


class BadCity(ValueError):
    """The file is not a city's configuration; the message has one line per mistake, with its line number."""


@dataclass(frozen=True, eq=False)
class City:
    """A city's configuration."""

    name: str
    time_zone: str
    patterns: Mapping[str, tuple[re.Pattern[str], str]]
    content: Mapping[str, Value]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical content (not of the file: a comment may change freely)."""
        return digest_of(self.content)

    def pattern(self, name: str) -> tuple[re.Pattern[str], str]:
        """The compiled pattern and an example that it accepts. Raises LookupError."""
        try:
            return self.patterns[name]
        except KeyError:
            raise LookupError(f"the city file has no pattern called {name!r}") from None


def parse_city(text: str) -> City:
    """The city for a TOML text. Raises BadCity naming the line of every mistake."""
    try:
        content = cast(Mapping[str, Value], tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadCity(str(error)) from error
    return city_of(content, text)


def city_of(content: Mapping[str, Value], text: str = "") -> City:
    """The city for a file's content, as the exchange and the database carry it. Raises BadCity; lines are of `text`."""
    try:
        canonical(content)
    except NotCanonical as error:
        raise BadCity(f"line 1: {error}") from error
    wrong: list[str] = []
    for key in ("name", "time_zone"):
        if not isinstance(content.get(key), str) or not content[key]:
            wrong.append(f"line {_line(text, key)}: {key} needs a text")
    patterns: dict[str, tuple[re.Pattern[str], str]] = {}
    declared = content.get("patterns")
    for name, entry in declared.items() if isinstance(declared, Mapping) else ():
        where = f"line {_line(text, f'[patterns.{name}]')}: patterns.{name}"
        if not isinstance(entry, Mapping) or not isinstance(entry.get("form"), str):
            wrong.append(f"{where} needs a form")
            continue
        try:
            compiled = re.compile(str(entry["form"]))
        except re.error as error:
            wrong.append(f"{where}.form is not a regular expression: {error}")
            continue
        example = str(entry.get("example", ""))
        if not compiled.fullmatch(example):
            wrong.append(f"{where}.example {example!r} does not match its own form")
        patterns[name] = (compiled, example)
    if wrong:
        raise BadCity("\n".join(wrong))
    return City(str(content["name"]), str(content["time_zone"]), patterns, content)


def _line(text: str, start: str) -> int:
    """The 1-based line that begins with `start`, or 1 when it is missing altogether."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith(start):
            return number
    return 1


@cache
def shipped_city() -> City:
    """Los Angeles, as it comes with this release."""
    return parse_city(resources.files(__package__).joinpath("los_angeles.toml").read_text("utf-8"))
