"""An answer shown as given is on the disk: a tap commits, then shows; typing is committed within 250 ms. A kill at any
moment loses at most the field being typed.

A process of its own answers question after question and says each aloud as the screen would: after the store returned.
It is killed without warning, many times, at moments nobody chose. Everything it said is in the file afterwards. Then
the store is made to refuse, and nothing is shown as given that is not there.
"""

import os
import signal
import subprocess
import sys

import pytest

from mobile.editing import Editing
from mobile.screens import keeping
from mobile.screens.keeping import Keeper
from mobile.store import StoreError
from mobile.vault import unlock
from shared.answers import Address
from tests.twins import PASSPHRASE, Clock, Tablet

SOURCES = ("radio_call", "flag_down")
PLACE = Address("incident", "-", "location_landmark")

TYPIST = """
import sys
from pathlib import Path
from mobile.editing import Editing
from mobile.vault import unlock
from shared.answers import Address
from tests.twins import PASSPHRASE, Clock, Tablet
tablet = Tablet(unlock(Path(sys.argv[1]), PASSPHRASE, Clock()), None, Clock())
editing = Editing(tablet.vault, tablet.drafting, sys.argv[2])
print("ready", flush=True)
for number in range(int(sys.argv[3]), 100_000):
    row, _ = editing.add_row("entry", {"kind": "note"})
    editing.answer(Address("entry", row, "text"), f"Note {number}.")
    print(f"Note {number}.", editing.model.row("entry", row)["text"] == f"Note {number}.", flush=True)
"""


def test_a_kill_at_any_moment_loses_nothing_that_was_shown(department, tablet):
    report = tablet.drafting.start()
    folder, said = tablet.vault.folder, []
    tablet.vault.lock()
    for most in (1, 3, 8, 13):
        process = subprocess.Popen(
            [sys.executable, "-c", TYPIST, str(folder), report, str(len(said))],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert process.stdout.readline() == "ready\n"
        for _ in range(most):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)  # falls anywhere in the answers that follow
        process.wait()
        process.stdout.close()
        tablet.vault = unlock(folder, PASSPHRASE, tablet.clock)
        again = Tablet(tablet.vault, None, Clock())
        held = again.drafting.content(report).nested["entry"]
        texts = [row["text"] for row in held if "text" in row]
        assert texts == [f"Note {number}." for number in range(len(texts))]
        assert len(texts) >= len(said) + most
        assert len(held) - len(texts) <= 1 + sum("text" not in row for row in held[: len(said)])
        said = texts
        assert [each.report for each in again.drafting.unfinished()] == [report], "the crash is told"
        tablet.vault.lock()
    tablet.open()


def test_a_tap_is_on_the_disk_before_it_shows(tablet):
    """At the moment the model tells the screen, another connection already reads the answer."""
    editing = Editing(tablet.vault, tablet.drafting, tablet.drafting.start())
    seen, put = [], editing.model.put

    def looking(address, held):
        seen.append(tablet.drafting.content(editing.report).nested["incident"][address.field])
        return put(address, held)

    editing.model.put = looking
    for value in SOURCES:
        editing.answer(Address("incident", "-", "source"), value)
    assert seen == list(SOURCES)


def test_what_the_store_refuses_is_not_shown_as_given_and_not_lost(tablet):
    editing = Editing(tablet.vault, tablet.drafting, tablet.drafting.start())
    editing.answer(PLACE, "the north gate")
    keeper = Keeper(editing)
    with tablet.vault.store.writing() as database:
        database.conn.execute("CREATE TRIGGER full BEFORE UPDATE ON answer BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(StoreError):
        editing.answer(PLACE, "the south gate")
    assert editing.model.answers["incident"]["location_landmark"] == "the north gate"
    assert keeper.give(PLACE, "the east gate") is False
    assert (keeper.state, keeper.typing) == ("failed", {PLACE: "the east gate"})
    with tablet.vault.store.writing() as database:
        database.conn.execute("DROP TRIGGER full")
    assert keeper.flush() is True
    assert keeper.state == "saved"
    assert tablet.drafting.content(editing.report).nested["incident"]["location_landmark"] == "the east gate"


def test_typing_is_committed_a_quarter_of_a_second_after_its_first_key(tablet):
    """The timer that starts at the first key is not put off by the keys that follow."""
    editing = Editing(tablet.vault, tablet.drafting, tablet.drafting.start())
    keeper = Keeper(editing)
    assert keeping.WITHIN <= 0.25
    assert keeper._soon.timeout == keeping.WITHIN
    keeper.type(PLACE, "the")
    started = keeper._soon._last_dt
    keeper.type(PLACE, "the north")
    assert (keeper.state, keeper._soon._last_dt) == ("saving", started)
    keeper._soon.tick(started + keeping.WITHIN)
    assert (keeper.state, keeper.typing) == ("saved", {})
    assert tablet.drafting.content(editing.report).nested["incident"]["location_landmark"] == "the north"


def test_what_is_not_valid_yet_is_kept_as_it_was_typed(department, tablet):
    report = tablet.drafting.start()
    tablet.fact(report, "neither here nor there", field="rd")
    tablet.vault.lock()
    tablet.open()
    assert tablet.drafting.content(report).held[Address("incident", "-", "rd")].raw == "neither here nor there"
