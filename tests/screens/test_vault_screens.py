"""The screens around the vault: a wrong passphrase, the wait, a forgotten one, locking, a file for the department."""

from __future__ import annotations

import gc
from datetime import timedelta
from typing import Any
from weakref import ref

import pytest
from tablet import holding

from shared.recovery import recovery_code

PASSPHRASE = "invented lantern 9"
NEW = "another invented lantern"


def unlock_with(tablet: Any, passphrase: str) -> Any:
    screen = tablet.screen("unlock")
    tablet.type_into(screen.box, passphrase)
    tablet.tap(screen.button)
    return screen


def refused(tablet: Any, screen: Any, words: str) -> None:
    tablet.pilot.wait(lambda: not screen.button.disabled and words in screen.asked.error, words)


def test_a_wrong_passphrase_is_said_and_the_sixth_waits(tablet: Any) -> None:
    tablet.lock()
    screen = tablet.screen("unlock")
    for left in (4, 3, 2, 1, 0):
        unlock_with(tablet, "not the passphrase")
        words = f"before a wait: {left}" if left else "Wait 30 seconds"
        refused(tablet, screen, words)
    unlock_with(tablet, PASSPHRASE)
    refused(tablet, screen, "Wait 30 seconds")
    tablet.clock.wait(31)
    tablet.unlock(PASSPHRASE)


def test_nothing_of_a_report_is_left_on_the_screen_when_the_tablet_locks_by_itself(tablet: Any) -> None:
    report = tablet.start_report()
    tablet.full_report()
    tablet.clock.wait(int(timedelta(hours=2).total_seconds()))
    tablet.wait_for("unlock")
    assert [each.name for each in tablet.app.screens.screens if each.name not in ("unlock", "enrol", "recover")] == []
    tablet.unlock(PASSPHRASE)
    assert report in {each.report for each in tablet.app.session.reports.page()}


def test_nothing_of_a_report_is_in_memory_after_the_lock(tablet: Any) -> None:
    tablet.start_report()
    tablet.full_report()
    tablet.app.go("settings")
    tablet.app.back()
    kept = [ref(each) for each in (*tablet.form.pages.values(), tablet.form, tablet.form.desk, tablet.app.session)]
    tablet.app.locked()
    tablet.wait_for("unlock")

    def gone() -> bool:
        gc.collect()
        return not [each for each in kept if each()]

    tablet.pilot.wait(gone, "forgotten, once the scroll bar has faded")


def test_a_forgotten_passphrase_is_replaced_with_the_departments_code(tablet: Any) -> None:
    key = tablet.app.session.vault.store._key
    tablet.lock()
    tablet.tap(tablet.say("tablet.unlock.forgotten"))
    tablet.wait_for("recover")
    screen = tablet.screen("recover")
    assert "vault.json" in screen.file.words
    tablet.tap(screen.button)
    tablet.pilot.wait(lambda: screen.questions["code"].error == tablet.say("tablet.enrol.blank"))
    for box, text in ((screen.code, "0000-1111"), (screen.passphrase, NEW), (screen.again, NEW)):
        tablet.type_into(box, text)
    tablet.tap(screen.button)
    tablet.pilot.wait(lambda: screen.questions["code"].error == tablet.say("vault.recovery_code"))
    tablet.type_into(screen.code, recovery_code(key))
    tablet.pilot.shot("recover")
    tablet.tap(screen.button)
    tablet.wait_for("home")
    tablet.lock()
    tablet.unlock(NEW)


def test_everything_undelivered_is_written_into_a_file(tablet: Any, drafting: Any) -> None:
    tablet.app.session.runner.pause()
    tablet.app.go("settings")
    tablet.tap(tablet.say("tablet.unsent.do"))
    tablet.pilot.wait(lambda: tablet.pilot.says(tablet.say("tablet.unsent.none")))
    drafting.start()
    tablet.tap(tablet.say("tablet.unsent.do"))
    tablet.pilot.wait(lambda: any(".scenebook" in words for words in tablet.pilot.says()))
    (file,) = list((tablet.home / "unsent").iterdir())
    assert any(file.name in words for words in tablet.pilot.says())
    tablet.pilot.shot("settings")


@pytest.mark.parametrize("away", ["left", "locked"])
def test_a_passphrase_that_is_changed_late_takes_nobody_from_where_they_are(tablet: Any, away: str) -> None:
    tablet.app.go("settings")
    tablet.tap(tablet.say("tablet.passphrase"))
    tablet.wait_for("passphrase")
    screen = tablet.screen("passphrase")
    for box, text in ((screen.old, PASSPHRASE), (screen.new, NEW), (screen.again, NEW)):
        tablet.type_into(box, text)
    with holding(tablet) as checked:
        tablet.tap(screen.button)
        tablet.app.locked() if away == "locked" else tablet.app.back()
        tablet.pilot.frame(4)
        there = tablet.app.screens.current
        assert there == ("unlock" if away == "locked" else "settings")
    tablet.pilot.wait(checked, "the passphrase is changed")
    tablet.pilot.frame(4)
    assert tablet.app.screens.current == there
    if away == "left":
        tablet.app.locked()
    tablet.unlock(NEW)


def test_the_passphrase_is_changed_by_who_knows_it(tablet: Any) -> None:
    tablet.app.go("settings")
    tablet.tap(tablet.say("tablet.passphrase"))
    tablet.wait_for("passphrase")
    screen = tablet.screen("passphrase")
    for box, text in ((screen.old, "not it at all"), (screen.new, NEW), (screen.again, NEW)):
        tablet.type_into(box, text)
    tablet.tap(screen.button)
    tablet.pilot.wait(lambda: screen.questions["old"].error and not screen.button.disabled)
    tablet.type_into(screen.old, PASSPHRASE)
    tablet.tap(screen.button)
    tablet.wait_for("settings")
    tablet.app.locked()
    tablet.unlock(NEW)
