"""What an officer does on a tablet, told step by step: each flow can be begun again after any end and goes on.

    typing     answers, a row, a row taken out and brought back, a quick note
    sealing    an interim and a final version
    attaching  a file, then an interim version that names it
    exchanging what waits goes to the server, until nothing does
    uploading  the files go to the server and are confirmed
    updating   the store of the first release is opened by this one
    rewrapping the passphrase is changed

A step is told before it is tried (`tries ...`) and when the tablet has said that it is done; `oracles` holds the store
to that. An error of the store is told too, with the second it was heard; the step is tried again, as a person would.
"""

import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import TypeVar

from mobile.capture import capture
from mobile.drafting import Drafting
from mobile.store import StoreError, files
from mobile.syncing import exchange_once
from mobile.transport import Reply
from mobile.uploading import Pace, upload_next
from mobile.vault import Vault, change_passphrase
from shared.answers import ONLY_ROW, Address
from tests.simulation.ground import CHEAP, PASSPHRASE
from tests.soak.calls import Say
from tests.soak.place import Place, photo

FIELDS = (
    ("incident", "location_landmark"),
    ("incident", "federal_stated_purpose"),
    ("incident", "hold_reason"),
    ("narrative", "narrative_text"),
)
"""Text that may be said at any length without making the report wrong."""
PATIENCE = 40
"""How often a step is tried again before the trouble is taken for one that stays."""
Result = TypeVar("Result")
Known = list[list[object]]
"""What the lives before this one told."""


class GaveUp(Exception):
    """A step failed although nothing stood in its way any more."""


@dataclass
class Tablet:
    """One life of the app: the vault it opened, and the ways to tell."""

    place: Place
    known: Known
    say: Say
    vault: Vault
    verbs: Drafting

    def step(self, act: Callable[[], Result]) -> Result:
        """Do it, again and again while the store says no; each no is told."""
        return step(self.say, act)

    def told(self, word: str) -> list[list[object]]:
        """What was told under this word in this flow so far, by the lives before."""
        return [each for each in self.known if each[0] == word]

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """The line, which tells how far the server says that a file is on its disk."""
        reply = self.place.send(method, path, headers, body)
        if method == "PATCH" and reply.status == 204:
            self.say("offset", path.rpartition("/")[2], int(reply.headers["Upload-Offset"]))
        if reply.status >= 500:
            self.say("failed", f"http.{reply.status}", time.monotonic())
        return reply


def step(say: Say, act: Callable[[], Result]) -> Result:
    """`act`, until the store does not say no any more."""
    told = ""
    for _ in range(PATIENCE):
        try:
            return act()
        except StoreError as error:
            say("failed", error.code, time.monotonic())
            told = error.code
    raise GaveUp(told)


def typing(tablet: Tablet) -> None:
    random, verbs, report = Random(tablet.place.dice.token(8)), tablet.verbs, tablet.place.report
    for number in range(6):
        part, field = random.choice(FIELDS)
        text = f"Note {number}. " + "north gate " * random.choice((1, 3, 30, 250))
        tablet.say("tries", part, field, text)
        tablet.step(partial(verbs.answer, report, Address(part, ONLY_ROW, field), text))
        tablet.say("kept", part, field, text)
    row = tablet.step(partial(verbs.add_row, report, "entry", {"kind": "note", "text": "A van came."}))
    tablet.say("row", "entry", row)
    removal = tablet.step(partial(verbs.remove_row, report, "entry", row))
    tablet.say("gone", "entry", row)
    tablet.step(partial(verbs.undo, report, removal))
    tablet.say("row", "entry", row)
    tablet.say("report", tablet.step(verbs.note))


def sealing(tablet: Tablet) -> None:
    verbs, report = tablet.verbs, tablet.place.report
    if tablet.step(lambda: verbs.content(report)).draft.open:
        _seal(tablet, "interim")
        _seal(tablet, "final")
    else:
        tablet.say("closed", report)


def _seal(tablet: Tablet, kind: str) -> None:
    version = tablet.step(partial(tablet.verbs.seal, tablet.place.report, kind))
    assert version is not None
    tablet.say("sealed", version.digest)


def attaching(tablet: Tablet) -> None:
    random, report = Random(tablet.place.dice.token(8)), tablet.place.report
    content = photo(random.randrange(1000), random.choice((2_000, 70_000, 300_000)))
    taken = capture(io.BytesIO(content))
    row = tablet.step(partial(tablet.verbs.attach, report, taken, kind="document"))
    tablet.say("row", "media", row)
    tablet.say("file", taken.digest)
    _seal(tablet, "interim")


def exchanging(tablet: Tablet) -> None:
    place = tablet.place
    for _ in range(PATIENCE):
        done = tablet.step(lambda: exchange_once(tablet.vault, tablet, place.clock, place.dice))
        tablet.say("exchanged", done.kind, done.code)
        for digest in tablet.step(lambda: _receipts(tablet.vault)):
            tablet.say("received", digest)
        if done.kind == "done" and not done.more:
            return
    raise GaveUp("exchanging")


def uploading(tablet: Tablet) -> None:
    place = tablet.place
    for _ in range(PATIENCE):
        sent = tablet.step(lambda: upload_next(tablet.vault, tablet, place.clock, place.dice, Pace()))
        tablet.say("sent", sent.kind, sent.code, sent.digest)
        if sent.kind == "nothing":
            exchanging(tablet)
            if not tablet.step(lambda: _unconfirmed(tablet.vault)):
                return
    raise GaveUp("uploading")


def rewrapping(tablet: Tablet) -> None:
    place = tablet.place
    for _ in range(2):  # the same words again: whichever wrapping is on the disk, they open it
        tablet.step(lambda: change_passphrase(place.vault, PASSPHRASE, PASSPHRASE, place.clock, place.dice, CHEAP))
    tablet.say("rewrapped")


def updating(tablet: Tablet) -> None:
    tablet.say("updated")


def _receipts(vault: Vault) -> list[str]:
    with vault.store.reading() as database:
        found = database.conn.execute("SELECT digest FROM receipt").fetchall()
    return [str(digest) for (digest,) in found]


def _unconfirmed(vault: Vault) -> int:
    with vault.store.reading() as database:
        return files.waiting(database)


@dataclass(frozen=True)
class Flow:
    """One flow: the moment it begins at, and what is done. `served`: the server has a part in it."""

    name: str
    base: str
    act: Callable[[Tablet], None]
    served: bool = False


FLOWS = (
    Flow("typing", "draft", typing),
    Flow("typing into a full log", "crowded", typing),
    Flow("sealing", "draft", sealing),
    Flow("attaching", "draft", attaching),
    Flow("attaching to a full log", "crowded", attaching),
    Flow("exchanging", "sealed", exchanging, served=True),
    Flow("uploading", "filed", uploading, served=True),
    Flow("updating", "older", updating),
    Flow("changing the passphrase", "draft", rewrapping),
)
