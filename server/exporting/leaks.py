"""The last look before a redacted copy leaves: is any withheld text in any file, in any form we can read?

The finished archive is opened again and everything in it is read as a stranger would: file names, JSON, decoded
disclosures and headers, the PDF's own streams and attachments, and the PDF's words through pdftotext where that
program is there. Two kinds of search: a withheld answer's address may not be disclosed anywhere, and a withheld text
of three letters or more may not stand anywhere. A text that is also part of something shown on purpose (a label, a
kept answer) tells nothing by being found and is searched by address only.
"""

import re
import shutil
import subprocess
import unicodedata
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from shared import archive
from shared.answers import Address, mark_of
from shared.canonical import NotCanonical, Value, parse_canonical, sha256_hex, un_b64u
from shared.catalog import FieldSpec
from shared.commit import BadDisclosure, open_disclosure
from shared.fields import Choice, Count, Flag, Instant, Listed, Ref

LEAST = 3
RUN = 5
"""Words of a long text that must not stand together anywhere."""
TOKEN = 5
"""Letters of a single word of a short text (a name) that may not stand alone either."""

_NOISE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{64}\b|\b[A-Za-z0-9_-]{43}\b")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")
_WORD = re.compile(r"\w+", re.UNICODE)


class Leak(Exception):
    """Something withheld stands in a file. `files` names them; the text itself is never repeated."""

    def __init__(self, files: Collection[str]) -> None:
        super().__init__(", ".join(sorted(files)))
        self.files = sorted(files)


def needles(secrets: Iterable[tuple[FieldSpec | None, Value]], granted: Iterable[str]) -> set[str]:
    """The normalised texts to search for. Codes, numbers and references are not: they are words of every report."""
    shown = "\n".join(normal(text) for text in granted)
    found: set[str] = set()
    for spec, value in secrets:
        kind = spec.kind.each if spec and isinstance(spec.kind, Listed) else spec.kind if spec else None
        if isinstance(kind, Instant) and isinstance(value, Mapping):
            value = value.get("at", "")
        if mark_of(value) is None and not isinstance(kind, Choice | Count | Flag | Ref):
            for text in texts(value):
                found |= set(_pieces(normal(text)))
    return {each for each in found if len(each) >= LEAST and not _stands(each, shown)}


def check(
    data: bytes, sought: Collection[str], hidden: Mapping[str, Collection[Address]], constant: Collection[str]
) -> None:
    """Search the archive. Raises Leak, BadArchive.

    hidden    addresses that a file of versions may not disclose, by file name
    constant  names of files that are the same for every case
    """
    files = archive.unpack(data)
    leaking = {name for name in files if _has(name, sought)}
    leaking |= {name for name, addresses in hidden.items() if not disclosed(files[name]).isdisjoint(addresses)}
    for name, content in files.items():
        if name not in constant and any(_has(text, sought) for text in readings(name, content)):
            leaking.add(name)
    if leaking:
        raise Leak(leaking)


def disclosed(content: bytes) -> set[Address]:
    """Every address that a sealed version discloses, whether or not it was committed to."""
    found: set[Address] = set()
    for text in content.decode("ascii", "ignore").split("~")[1:]:
        try:
            found.add(open_disclosure(text)[0])
        except BadDisclosure:
            continue
    return found


def readings(name: str, content: bytes) -> Iterator[str]:
    """A file's content in every form in which it can be read. Of JSON the values: its keys are the format's."""
    if name.endswith(".json"):
        yield "\n".join(texts(parse_canonical(content)))
        return
    yield content.decode("utf-8", "ignore")
    if name.endswith(".sdjwt"):
        for piece in re.split(rb"[.~]", content):
            try:
                yield un_b64u(piece.decode("ascii")).decode("utf-8", "ignore")
            except NotCanonical:
                continue
    elif name.endswith(".pdf"):
        yield from _pdf(sha256_hex(content), content)


@lru_cache(maxsize=4)
def _pdf(digest: str, content: bytes) -> tuple[str, ...]:
    """The streams of a PDF (attachments and metadata among them), and its words as pdftotext reads them."""
    found = []
    for raw in _STREAM.findall(content):
        try:
            found.append(zlib.decompress(raw).decode("utf-8", "ignore"))
        except zlib.error:
            found.append(raw.decode("utf-8", "ignore"))
    program = shutil.which("pdftotext")
    if program:
        command = [program, "-q", "-layout", "-", "-"]
        done = subprocess.run(command, input=content, capture_output=True, timeout=120, check=True)
        words = done.stdout.decode("utf-8", "ignore")
        found += [words, " ".join(words.split())]
    return tuple(found)


def normal(text: str) -> str:
    """Compatibility form, no case, no accents, nothing invisible, one space between words: as a person compares."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    unseen = ("Mn", "Cf")
    kept = (letter for letter in plain if letter.isascii() or unicodedata.category(letter) not in unseen)
    return " ".join("".join(kept).split())


def _pieces(text: str) -> Iterator[str]:
    words = text.split()
    if len(words) <= RUN:
        yield text
        yield from (word for word in _WORD.findall(text) if len(word) >= TOKEN)
    else:
        yield from (" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1))


def _has(text: str, sought: Collection[str]) -> bool:
    hay = normal(_NOISE.sub(" ", text))
    return any(_stands(each, hay) for each in sought)


def _stands(needle: str, hay: str) -> bool:
    """Whether `needle` stands in `hay` as whole words."""
    place = hay.find(needle)
    while place >= 0:
        end = place + len(needle)
        before = place == 0 or not (hay[place - 1].isalnum() and needle[0].isalnum())
        after = end == len(hay) or not (hay[end].isalnum() and needle[-1].isalnum())
        if before and after:
            return True
        place = hay.find(needle, place + 1)
    return False


def keys(value: Value) -> Iterator[str]:
    """Every key inside a value, as far as it is a word of the format, also inside the openings of log entries."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if _KEY.fullmatch(name):
                yield name.replace("_", " ")
            yield from keys(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from keys(item)
    elif isinstance(value, str) and value.startswith("["):
        try:
            yield from keys(parse_canonical(value.encode()))
        except NotCanonical:
            return


def texts(value: Value) -> Iterator[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)
