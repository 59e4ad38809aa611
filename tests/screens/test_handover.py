"""Handed over: the tablet is held on one statement, which is sealed at once, until the officer's passphrase."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from killing import killed
from kivy.core.window import Window
from tablet import holding

from mobile.runner import Runner
from mobile.theme import theme
from mobile.widgets import Chip, IconButton, Pressable, TextBox
from mobile.widgets import words as control_words
from mobile.widgets.qr import QrCode
from shared.answers import Address, rows_of
from shared.statement import parse_statement

PASSPHRASE = "invented lantern 9"
WORDS = "They did not say who they were. One of them pushed my cart over."
SECRET = "Invented Reporter Moonbeam"


@pytest.fixture
def row(tablet: Any) -> str:
    """A person's report on the form, with what the officer wrote down and with what the person must not see."""
    tablet.start_report()
    tablet.full_report()
    made = tablet.add_row("misconduct_report")
    tablet.answer(Address("incident", "-", "injury_present"), "yes")
    tablet.answer(Address("misconduct_report", made, "event_location_same"), False)
    tablet.answer(Address("misconduct_report", made, "event_location_text"), SECRET)
    tablet.answer(Address("misconduct_report", made, "statement_original"), WORDS)
    return made


def hand_over(tablet: Any, row: str, language: str = "en") -> Any:
    """Press the button on the card; the person chooses a language. The screen."""
    page = tablet.go_to("public_reports")
    tablet.tap(page.cards["misconduct_report", row].handing.button)
    tablet.wait_for("handover")
    screen = tablet.screen("handover")
    tablet.tap(tablet.pilot.find(words("language", language)))
    tablet.pilot.frame(4)
    return screen


def words(code: str, language: str = "en") -> str:
    from shared.words import say

    return say(f"tablet.handover.{code}", language)


def take_back(tablet: Any, passphrase: str = PASSPHRASE) -> None:
    """The officer types a passphrase, right or wrong."""
    screen = tablet.screen("handover")
    if screen.step != "officer":
        tablet.tap(words("give_back", screen.language))
        tablet.pilot.frame(4)
    tablet.type_into(screen.passphrase, passphrase)
    tablet.tap(screen.button)
    tablet.pilot.wait(lambda: not screen.held or screen.asked.error, "an answer to the passphrase")
    tablet.pilot.frame(4)


def held(drafting: Any, tablet: Any, part: str) -> list[Any]:
    return list(rows_of(drafting.content(tablet.form.desk.editing.report).nested, part))


def test_the_person_reads_their_words_seals_them_and_gets_a_receipt(tablet: Any, drafting: Any, row: str) -> None:
    screen = hand_over(tablet, row)
    assert tablet.pilot.says(WORDS) and not any(SECRET in each for each in tablet.pilot.says())
    tablet.pilot.shot("handover-statement")
    tablet.tap(words("done"))
    tablet.pilot.frame(6)
    (media,), (report,) = held(drafting, tablet, "media"), held(drafting, tablet, "misconduct_report")
    content = tablet.app.session.reports.file_content(media["sha256"])
    assert json.loads(content) == {
        "kind": "statement",
        "report": screen.desk.editing.report,
        "row": row,
        "reference": report["report_ref"],
        "language": "eng",
        "text": WORDS,
        "at": media["captured_at"]["at"],
    }
    assert (media["kind"], media["media_type"]) == ("document", "application/json")
    assert report["evidence_received_refs"] == [media["id"]]
    digest = sha256(content).hexdigest()
    assert media["sha256"] == digest == parse_statement(content).digest
    said = " ".join(tablet.pilot.says())
    assert report["report_ref"] in said and "2026-04-14 09:18:20 -07:00" in said
    assert digest in said.replace(" ", "")
    (code,) = tablet.pilot.find_all(QrCode)
    assert code.says == f"{report['report_ref']}\n{media['captured_at']['at']}\nsha256:{digest}"
    tablet.pilot.shot("handover-receipt")
    take_back(tablet)
    assert tablet.app.screens.current == "form"
    tablet.pilot.frame(6)
    handing = tablet.form.pages["public_reports"].cards["misconduct_report", row].handing
    link = handing.children[0]
    tablet.pilot.shot("handover-back")
    tablet.tap(link)
    tablet.wait_for("handover")
    assert tablet.pilot.find(QrCode).says.endswith(digest), "the receipt can be shown again"


def test_the_person_writes_their_own_in_any_script(tablet: Any, drafting: Any, row: str) -> None:
    screen = hand_over(tablet, row, "es")
    tablet.tap(words("own", "es"))
    tablet.pilot.frame(4)
    tablet.tap(words("empty", "es"))
    assert screen.box.value is None
    tablet.tap(words("again", "es"))
    assert screen.box.value == WORDS
    tablet.tap(words("empty", "es"))
    tablet.tap(words("done", "es"))
    assert screen.asked.error == words("nothing", "es") and held(drafting, tablet, "media") == []
    text = "Me empujó. 그는 이름을 말하지 않았다."
    tablet.type_into(screen.box, text)
    tablet.pilot.wait(lambda: screen.desk.keeper.state == "saved", "what is typed is stored")
    assert held(drafting, tablet, "misconduct_report")[0]["statement_original"] == text
    tablet.pilot.shot("handover-writing")
    tablet.tap(words("done", "es"))
    tablet.pilot.frame(4)
    (media,) = held(drafting, tablet, "media")
    sealed = parse_statement(tablet.app.session.reports.file_content(media["sha256"]))
    assert (sealed.text, sealed.language) == (text, "spa")


def test_the_line_that_is_written_stays_in_sight(tablet: Any, row: str) -> None:
    screen = hand_over(tablet, row)
    tablet.tap(words("own"))
    tablet.pilot.frame(4)
    entry = screen.box.entry
    for number in range(30):
        tablet.type(f"line {number}")
        tablet.pilot.key("enter")
    tablet.pilot.frame(6)
    top = entry.to_window(*entry.cursor_pos)[1]
    assert entry.line_height <= top <= Window.height
    tablet.pilot.shot("handover-long")
    for _ in range(30):
        tablet.pilot.key("up")
    tablet.pilot.frame(6)
    assert entry.cursor_row == 0 and entry.to_window(*entry.cursor_pos)[1] <= Window.height


def test_practice_says_so_on_every_step(tablet: Any, drafting: Any) -> None:
    report = drafting.start(practice=True)
    made = drafting.add_row(report, "misconduct_report", {"statement_original": WORDS})
    tablet.app.go("form", report=report)
    tablet.wait_for("form")
    hand_over(tablet, made)
    assert tablet.pilot.says(tablet.say("tablet.practice.banner"))
    tablet.tap(words("done"))
    tablet.pilot.frame(4)
    assert tablet.pilot.find(QrCode) and tablet.pilot.says(tablet.say("tablet.practice.banner"))


def test_a_language_that_the_report_names_is_the_statements(tablet: Any, drafting: Any, row: str) -> None:
    tablet.answer(Address("misconduct_report", row, "language"), "kor")
    screen = hand_over(tablet, row)
    tablet.tap(words("done"))
    tablet.pilot.frame(4)
    assert screen.sealed.language == "kor"


def test_it_is_locked_to_the_screen(tablet: Any, row: str) -> None:
    screen = hand_over(tablet, row)
    tablet.pilot.key("escape")
    Window.dispatch("on_keyboard", 282, 0, None, [])  # F1: Kivy's own settings
    tablet.app.back()
    for name in ("home", "settings", "form", "passphrase"):
        tablet.app.go(name)
    tablet.pilot.frame(4)
    assert tablet.app.screens.current == "handover" and screen.held
    assert len(Window.children) == 1, "nothing came over it"
    assert not tablet.pilot.find_all(IconButton), "there is no way back on the screen"
    tablet.tap(words("own"))
    tablet.pilot.frame(4)
    screen.box.entry.focus = True
    tablet.pilot.key("escape")
    assert tablet.app.screens.current == "handover"
    tablet.tap(words("give_back"))
    tablet.pilot.frame(4)
    tablet.pilot.key("escape")
    assert tablet.app.screens.current == "handover" and screen.step == "officer"
    tablet.tap(words("not_yet"))
    assert screen.step == "writing" and screen.box.value == WORDS


def test_a_wrong_passphrase_is_counted_and_opens_nothing(tablet: Any, row: str) -> None:
    screen = hand_over(tablet, row)
    for left in (4, 3, 2, 1):
        take_back(tablet, "not the lantern")
        assert screen.asked.error == tablet.say("vault.wrong_passphrase", left=left)
    take_back(tablet, "not the lantern")
    assert screen.asked.error == tablet.say("vault.locked_out", seconds=30)
    take_back(tablet)
    assert screen.asked.error and tablet.app.screens.current == "handover", "not even the right one, before the wait"
    tablet.pilot.shot("handover-passphrase")

    tablet.clock.at += timedelta(seconds=31)
    take_back(tablet)
    assert tablet.app.screens.current == "form" and tablet.question(Address("misconduct_report", row, "event_at"))


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "not the lantern"])
def test_who_gets_the_tablet_back_during_the_check_is_not_left_and_not_disturbed(
    tablet: Any, row: str, passphrase: str
) -> None:
    screen = hand_over(tablet, row, "es")
    tablet.tap(words("own", "es"))
    tablet.pilot.frame(4)
    tablet.tap(words("give_back", "es"))
    tablet.pilot.frame(4)
    tablet.type_into(screen.passphrase, passphrase)
    with holding(tablet) as checked:
        tablet.tap(screen.button)
        tablet.tap(words("not_yet", "es"))
        tablet.pilot.frame(4)
    tablet.pilot.wait(checked, "the passphrase is checked")
    tablet.pilot.frame(4)
    assert (tablet.app.screens.current, screen.held, screen.step) == ("handover", True, "writing")
    assert screen.asked.error == "" and screen.box.value == WORDS


def test_locking_keeps_what_was_typed_and_leaves_by_the_normal_unlock(tablet: Any, drafting: Any, row: str) -> None:
    report = tablet.form.desk.editing.report
    screen = hand_over(tablet, row)
    tablet.tap(words("own"))
    tablet.pilot.frame(4)
    screen.box.entry.focus = True
    tablet.pilot.frame(2)
    tablet.type(" And ran.")
    tablet.app.locked()
    tablet.wait_for("unlock")
    assert not tablet.app.screens.has_screen("handover")
    tablet.unlock(PASSPHRASE)
    assert tablet.app.screens.current == "home"
    content = tablet.app.session.drafting.content(report).nested
    assert rows_of(content, "misconduct_report")[0]["statement_original"] == WORDS + " And ran."


def test_a_pause_of_the_system_leaves_it_the_persons(tablet: Any, drafting: Any, row: str) -> None:
    report = tablet.form.desk.editing.report
    screen = hand_over(tablet, row, "es")
    tablet.tap(words("own", "es"))
    tablet.pilot.frame(4)
    tablet.app.dispatch("on_pause")
    assert drafting.unfinished() == [], "the system may end it now: everything is in order"
    tablet.app.dispatch("on_resume")
    assert [each.report for each in drafting.unfinished()] == [report]
    tablet.type_into(screen.box, "Me empujó.")
    assert screen.held and screen.step == "writing"
    tablet.pilot.wait(lambda: tablet.pilot.says("Guardado"), "it is saved, in the person's language")
    assert held(drafting, tablet, "misconduct_report")[0]["statement_original"] == "Me empujó."
    tablet.tap(words("give_back", "es"))
    tablet.app.dispatch("on_pause")
    tablet.app.dispatch("on_resume")
    take_back(tablet)
    assert tablet.app.screens.current == "form" and control_words.say("saved") == "Saved"


def test_a_full_disk_seals_nothing_and_says_so(tablet: Any, drafting: Any, row: str) -> None:
    long = " ".join([WORDS] * 100)
    tablet.form.desk.keeper.give(Address("misconduct_report", row, "statement_original"), long)
    screen = hand_over(tablet, row)
    with tablet.app.session.vault.store.writing() as database:
        pages = database.conn.execute("PRAGMA page_count").fetchone()[0]
        database.conn.execute(f"PRAGMA max_page_count = {pages}")
    tablet.tap(words("done"))
    tablet.pilot.frame(4)
    assert screen.step == "writing" and screen.asked.error == words("full")
    assert held(drafting, tablet, "media") == [] and screen.sealed is None
    assert screen.box.value == long
    with tablet.app.session.vault.store.writing() as database:
        database.conn.execute("PRAGMA max_page_count = 100000")
    tablet.tap(words("done"))
    tablet.pilot.frame(4)
    assert screen.step == "receipt" and len(held(drafting, tablet, "media")) == 1


def test_a_sealed_statement_stays_and_travels_with_the_version(tablet: Any, drafting: Any, row: str) -> None:
    hand_over(tablet, row)
    tablet.tap(words("done"))
    tablet.pilot.frame(4)
    digest = tablet.screen("handover").sealed.digest
    take_back(tablet)
    tablet.pilot.frame(6)
    page = tablet.form.pages["public_reports"]
    (media,) = held(drafting, tablet, "media")
    card = page.cards["misconduct_report", row]
    assert next(each for each in card.head.ids.acts.children if each.icon == "remove").disabled
    face = tablet.question(Address("misconduct_report", row, "evidence_received_refs")).answering.widget.faces[
        media["id"]
    ]
    assert [each.disabled for each in face.ids.acts.children if each.icon == "remove"] == [True]
    version = tablet.form.desk.editing.seal("interim")
    assert digest in version.packed.decode()
    session = tablet.app.session
    session.runner.stop()
    runner = Runner(session.vault, tablet.network, tablet.clock, tablet.chance)
    while runner.once().more:
        pass
    assert sha256(tablet.server.files.whole[digest]).hexdigest() == digest


def test_it_is_all_done_by_keyboard(tablet: Any, row: str) -> None:
    page = tablet.go_to("public_reports")
    page.cards["misconduct_report", row].handing.button.focus = True
    tablet.pilot.key("enter")
    tablet.wait_for("handover")
    screen = tablet.screen("handover")

    def press(wanted: str) -> None:
        for _ in range(8):
            if getattr(tablet.pilot.focused, "words", "") == wanted:
                break
            tablet.pilot.key("tab")
        assert tablet.pilot.focused.words == wanted
        tablet.pilot.key("enter")
        tablet.pilot.frame(4)

    press(words("language"))
    press(words("own"))
    tablet.type(" More.")
    press(words("done"))
    assert screen.sealed.text == WORDS + " More."
    press(words("give_back"))
    tablet.type(PASSPHRASE)
    tablet.pilot.key("enter")
    tablet.wait_for("form")


@pytest.mark.parametrize("look", ["day", "night", "contrast", "large"])
def test_it_looks_right_in_every_look(tablet: Any, row: str, look: str) -> None:
    tablet.app.choose(**({"scale": 160} if look == "large" else {"mode": look}))
    tablet.pilot.frame(6)
    page = tablet.go_to("public_reports")
    tablet.tap(page.cards["misconduct_report", row].handing.button)
    tablet.wait_for("handover")
    screen = tablet.screen("handover")

    def right(name: str) -> None:
        tablet.pilot.frame(6)
        for each in screen._page.column.walk(restrict=True):
            x = each.to_window(each.x, 0)[0]
            assert x >= -1 and x + each.width <= Window.width + 1, f"{each} sticks out"
            if isinstance(each, Pressable) and not isinstance(each, Chip):
                assert each.height >= 48, f"{each} is too low for a finger"
        tablet.pilot.shot(f"handover-{name}-{look}")

    right("language")
    tablet.tap(words("language", "es"))
    right("statement")
    tablet.tap(words("own", "es"))
    tablet.pilot.frame(2)
    assert isinstance(screen.box, TextBox) and screen.box.entry.font_size == theme.title
    right("writing")
    tablet.tap(words("done", "es"))
    right("receipt")
    tablet.tap(words("give_back", "es"))
    right("officer")


PROGRAM = """
report = tablet.start_report()
tablet.full_report()
row = tablet.add_row("misconduct_report")
tablet.tap(tablet.form.pages["public_reports"].cards["misconduct_report", row].handing.button)
tablet.wait_for("handover")
screen = tablet.screen("handover")
screen._choose("en")
tablet.pilot.frame(4)
screen.box.entry.focus = True
tablet.pilot.frame(2)
for letter in "they took him from the line at the gate and nobody said why " * 20:
    Window.dispatch("on_textinput", letter)
    tablet.pilot.frame()
    if screen.desk.keeper.state == "saved":
        print(json.dumps([report, row, screen.box.value]), flush=True)
"""


def test_what_was_typed_survives_a_kill_and_the_app_comes_back_locked(pilot: Any, tmp_path: Path) -> None:
    home = tmp_path / "home"
    said = killed(home, PROGRAM, 2)

    from tablet import Tablet

    from tests.mobile.small_server import CountingChance, FrozenClock, Network, SmallServer

    tablet = Tablet(pilot, home, FrozenClock(), CountingChance(), lambda _address: Network(SmallServer()))
    tablet.start()
    assert tablet.app.screens.current == "unlock" and tablet.app.session is None
    tablet.unlock(PASSPHRASE)
    report, row, text = said[-1]
    assert tablet.app.session.drafting.unfinished(), "the app offers to recover it"
    (there,) = rows_of(tablet.app.session.drafting.content(report).nested, "misconduct_report")
    assert there["id"] == row and str(there["statement_original"]).startswith(text)
