"""What the card, the form and a note do alike: why it was not stored is said at the foot, wherever the person is."""

from __future__ import annotations

from typing import Any

import pytest

from mobile.screens.report_screen import FAILED


@pytest.mark.parametrize("screen", ["card", "form", "note"])
def test_why_it_was_not_stored_is_said_on_every_screen(tablet: Any, screen: str) -> None:
    if screen == "note":
        tablet.tap(tablet.say("tablet.home.note"))
        tablet.wait_for("note")
    else:
        tablet.start_report()
        if screen == "form":
            tablet.full_report()
    keeper = tablet.screen(screen).desk.keeper
    for trouble, code in {**FAILED, "store.failed": "tablet.form.failed"}.items():
        keeper.trouble, keeper.state = trouble, "failed"
        assert tablet.pilot.says(tablet.say(code)), trouble
        keeper.state = "saved"
    assert not tablet.pilot.says(tablet.say("tablet.form.failed"))
