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
from contextlib import suppress
from dataclasses import dataclass, field

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
_DRAWING = re.compile(r"^(?:BT|ET|EMC)$", re.MULTILINE)
_COORDINATE = re.compile(r"-?[0-9]*\.[0-9]+")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")
_WORD = re.compile(r"[^\W_]+")


class Leak(Exception):
    """Something withheld stands in a file. `files` names them; the text itself is never repeated."""

    def __init__(self, files: Collection[str]) -> None:
        super().__init__(", ".join(sorted(files)))
        self.files = sorted(files)


def needles(secrets: Iterable[tuple[FieldSpec | None, Value]], granted: Iterable[str]) -> set[str]:
    """The runs of words to search for. Codes, numbers and references are not: they are words of every report."""
    found: set[str] = set()
    for spec, value in secrets:
        kind = spec.kind.each if spec and isinstance(spec.kind, Listed) else spec.kind if spec else None
        if isinstance(kind, Instant) and isinstance(value, Mapping):
            value = value.get("at", "")
        if mark_of(value) is None and not isinstance(kind, Choice | Count | Flag | Ref):
            for text in texts(value):
                if not _is_address(text):  # where something stands is searched as a disclosure
                    found |= set(_pieces(text))
    return {each for each in found if len(each) >= LEAST} - set().union(*map(runs, granted))


@dataclass(frozen=True)
class Search:
    """What one redacted copy may not hold.

    sought    runs of words, as `needles` gives them
    hidden    addresses that a file of versions may not disclose, by file name
    constant  names of files that are the same for every case
    """

    sought: Collection[str]
    hidden: Mapping[str, Collection[Address]]
    constant: Collection[str]
    _clean: set[tuple[str, str]] = field(default_factory=set, repr=False, compare=False)

    def check(self, data: bytes) -> None:
        """Search an archive; a file that was searched before, unchanged, is not read again. Raises Leak, BadArchive."""
        if not self.sought and not any(self.hidden.values()):
            return  # a full copy withholds nothing
        leaking = set()
        for name, content in archive.unpack(data).items():
            known = (name, sha256_hex(content))
            if known not in self._clean:
                if self._leaks(name, content):
                    leaking.add(name)
                else:
                    self._clean.add(known)
        if leaking:
            raise Leak(leaking)

    def _leaks(self, name: str, content: bytes) -> bool:
        hidden = self.hidden.get(name)
        if not runs(name).isdisjoint(self.sought) or (hidden and not disclosed(content).isdisjoint(hidden)):
            return True
        found = () if name in self.constant else readings(name, content)
        return any(not runs(text).isdisjoint(self.sought) for text in found)


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
    if name.endswith(".sdjwt"):
        yield "\n".join(_decoded(content.decode("ascii", "ignore")))
    elif name.endswith(".pdf"):
        yield from _pdf(content)
    else:
        yield content.decode("utf-8", "ignore")


def _is_address(text: str) -> bool:
    try:
        Address.parse(text)
    except ValueError:
        return False
    return True


def _decoded(text: str) -> Iterator[str]:
    """The header, payload and disclosures of a sealed version, out of their base64url."""
    for piece in re.split(r"[.~]", text):
        with suppress(NotCanonical):
            yield un_b64u(piece).decode("utf-8", "ignore")


def _pdf(content: bytes) -> Iterator[str]:
    """The streams of a PDF, and its words as pdftotext reads them."""
    yield from streams(content)
    program = shutil.which("pdftotext")
    if program:
        command = [program, "-q", "-layout", "-", "-"]
        done = subprocess.run(command, input=content, capture_output=True, timeout=120, check=True)
        yield done.stdout.decode("utf-8", "ignore")


def streams(content: bytes) -> Iterator[str]:
    """What a PDF's streams say without a viewer: attachments, metadata, and the drawing of its pages."""
    for raw in _STREAM.findall(content):
        with suppress(zlib.error):
            raw = zlib.decompress(raw)
        with suppress(UnicodeDecodeError):  # fonts and pictures: pdftotext reads what they show
            text = raw.decode("utf-8")
            # A page's drawing is full of coordinates, and one of them is sooner or later somebody's serial number.
            yield _COORDINATE.sub(" ", text) if _DRAWING.search(text) else text


def normal(text: str) -> str:
    """Compatibility form, no case, no accents, nothing invisible, one space between words: as a person compares."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    unseen = ("Mn", "Cf")
    kept = (letter for letter in plain if letter.isascii() or unicodedata.category(letter) not in unseen)
    return " ".join("".join(kept).split())


def runs(text: str) -> set[str]:
    """Every run of one to `RUN` words of a text."""
    words = _words(_NOISE.sub(" ", text))
    return {
        " ".join(words[place : place + length])
        for length in range(1, RUN + 1)
        for place in range(len(words) - length + 1)
    }


def _words(text: str) -> list[str]:
    return _WORD.findall(normal(text))


def _pieces(text: str) -> Iterator[str]:
    words = _words(text)
    if len(words) <= RUN:
        yield " ".join(words)
        yield from (word for word in words if len(word) >= TOKEN)
    else:
        yield from (" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1))


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
