"""The process is killed in the middle of typing: everything that was shown as saved is there afterwards."""

from __future__ import annotations

from pathlib import Path

from killing import PASSPHRASE, killed

PROGRAM = """
report = tablet.start_report()
tablet.full_report()
tablet.answer(Address("incident", "-", "injury_present"), "yes")
row = tablet.add_row("injury")
asked = tablet.question(Address("injury", row, "injury_description"))
tablet.tap(asked.box.entry)
keeper = tablet.form.desk.keeper
for word in "cough and red eyes after a spray, standing beside her cart ".split() * 20:
    for letter in word + " ":
        Window.dispatch("on_textinput", letter)
        tablet.pilot.frame()
    tablet.pilot.wait(lambda: keeper.state == "saved")
    print(json.dumps([report, row, asked.box.entry.text]), flush=True)
"""


def test_what_was_shown_as_saved_survives_a_kill(tmp_path: Path) -> None:
    home = tmp_path / "home"
    said = killed(home, PROGRAM, 3)

    from mobile.drafting import Drafting
    from mobile.forms import Forms
    from mobile.vault import unlock
    from mobile.vaultfile import listed
    from shared import report as definition
    from tests.mobile.small_server import CountingChance, FrozenClock

    clock, chance = FrozenClock(), CountingChance()
    (found,) = listed(home)
    vault = unlock(found.folder, PASSPHRASE, clock)
    try:
        drafting = Drafting(vault, Forms(vault.store, definition.form, definition.LATEST), clock, chance)
        assert drafting.unfinished(), "the app offers to recover it"
        report, row, text = said[-1]
        held = drafting.content(report)
        assert held.nested["incident"]["injury_present"] == "yes"
        (injury,) = [each for each in held.nested["injury"] if each["id"] == row]
        assert str(injury["injury_description"]).startswith(text)
    finally:
        vault.lock()
