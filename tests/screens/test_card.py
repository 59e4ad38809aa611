"""The 60-second card: a scene's first minute in about ten taps and two short texts, nothing lost, nothing scrolled."""

from __future__ import annotations

from typing import Any

from kivy.core.window import Window
from kivy.uix.boxlayout import BoxLayout

from mobile.drafting import Drafting
from mobile.screens.card_parts import Taps
from mobile.screens.card_teams import Folded
from mobile.store import versions
from shared.answers import mark, rows_of
from shared.samples import scene


def _first_minute(tablet: Any) -> None:
    """S1 as it happens: arrived, camera, number, two teams, one refuses, somebody coughs."""
    card, say, clock = tablet.card, tablet.say, tablet.clock
    tablet.tap(say("tablet.card.arrive"))
    clock.wait(5)
    tablet.tap(say("tablet.card.camera.before"))
    tablet.type_into(card.number, "3284")
    tablet.tap("Present")
    tablet.tap("ICE ERO")
    clock.wait(60)
    tablet.tap("Name and badge")
    team = card.teams.teams[card.teams.shown]
    tablet.type_into(team.boxes["name_as_stated"], "Halvorsen")
    tablet.type_into(team.boxes["badge_number"], "H-2?17")
    tablet.tap("Border Patrol")
    clock.wait(90)
    tablet.tap("Refused")
    tablet.tap("Safety, doxxing")
    tablet.tap(card.hurt.children[-1])
    clock.wait(120)
    tablet.tap(say("tablet.card.ambulance"))
    tablet.tap(say("tablet.card.property.private"))
    tablet.tap(card.more)


def test_the_first_minute_of_s1_goes_down_in_few_taps_and_short_texts(tablet: Any, drafting: Drafting) -> None:
    report = tablet.start_report()
    tablet.taps = tablet.letters = 0
    _first_minute(tablet)
    assert tablet.taps <= 17 and tablet.letters <= 20
    tablet.done()
    held, told = drafting.content(report).nested, scene("S1").interim
    incident = {name: held["incident"][name] for name in ("agents_present_on_arrival", "injury_present")}
    assert incident == {name: told["incident"][name] for name in incident}
    assert held["incident"]["incident_number_raw"] == "3284"
    assert held["incident"]["lapd_arrived_at"] == {"at": "2026-04-14T09:18:20-07:00", "clock": "device"}
    first, second = rows_of(held, "federal_supervisor")
    assert (first["agency_claimed"], first["name_as_stated"], first["badge_number"]) == (
        "ICE_ERO",
        "Halvorsen",
        "H-2?17",
    )
    assert (second["agency_claimed"], second["supervisor_status"]) == ("CBP_USBP", "refused")
    assert second["name_as_stated"] == mark("refused")
    tries = rows_of(held, "id_attempt")
    assert [(each["supervisor_ref"], each["result"]) for each in tries] == [
        (first["id"], "gave_all"),
        (second["id"], "refused"),
    ]
    assert tries[1]["refusal_reason_stated"] == "safety_doxxing"
    (injury,) = rows_of(held, "injury")
    assert "by_serial" not in injury, "who asked for the ambulance is not guessed"
    assert injury["ems_summoned"] == "yes" and injury["ems_summoned_at"]["at"] == "2026-04-14T09:22:55-07:00"
    (camera,) = rows_of(held, "bwv_reference")
    assert (camera["wearer_serial"], camera["activation"]) == ("47112", "before_arrival")
    assert rows_of(held, "misconduct_report")[0]["report_ref"].endswith("-M01")


def test_done_seals_an_interim_version_that_leaves_by_itself(tablet: Any) -> None:
    report = tablet.start_report()
    tablet.tap(tablet.say("tablet.card.arrive"))
    tablet.done()
    with tablet.app.session.vault.store.reading() as database:
        (version,) = versions.of_report(database, report)
    assert version.kind == "interim"
    tablet.pilot.wait(lambda: tablet.app.session.runner.banner.up_at, "the exchange carried it up")


def test_a_second_tap_on_a_time_corrects_it_and_never_overwrites_it(tablet: Any) -> None:
    tablet.start_report()
    tablet.tap(tablet.say("tablet.card.arrive"))
    tablet.clock.wait(300)
    tablet.tap(tablet.card.arrived.face)
    tablet.settle()
    assert tablet.pilot.says("Set time")
    tablet.pilot.key("escape")
    tablet.settle()
    assert tablet.card.desk.model.row("incident", "-")["lapd_arrived_at"]["at"].endswith("09:18:20-07:00")


def test_a_trembling_second_tap_adds_no_second_team_and_a_later_one_does(tablet: Any) -> None:
    tablet.start_report()
    tablet.tap("FPS")
    tablet.tap("FPS")
    assert len(tablet.card.desk.model.row_ids("federal_supervisor")) == 1
    tablet.clock.wait(10)
    tablet.tap("FPS")
    assert len(tablet.card.desk.model.row_ids("federal_supervisor")) == 2


def test_each_time_somebody_asks_is_an_attempt_of_its_own(tablet: Any) -> None:
    tablet.start_report()
    tablet.tap("Border Patrol")
    tablet.tap(tablet.say("tablet.card.ask"))
    tablet.tap("Refused")
    tablet.clock.wait(60)
    tablet.tap(tablet.say("tablet.card.ask_again"))
    tablet.tap(tablet.say("tablet.card.ask_again"))  # trembling
    tries = rows_of(tablet.card.desk.model.nested, "id_attempt")
    assert [each.get("result") for each in tries] == ["refused", None]


def test_a_team_taken_out_comes_back_with_what_was_asked(tablet: Any) -> None:
    tablet.start_report()
    tablet.tap("Border Patrol")
    tablet.tap("Refused")
    tablet.tap(tablet.card.teams.teams[tablet.card.teams.shown].head.ids.out.children[0])
    assert not tablet.card.desk.model.row_ids("id_attempt")
    tablet.undo()
    assert len(tablet.card.desk.model.row_ids("id_attempt")) == 1


def test_injured_no_takes_back_a_row_that_says_nothing_yet(tablet: Any) -> None:
    tablet.start_report()
    yes, no = tablet.card.hurt.children[2], tablet.card.hurt.children[1]
    tablet.tap(yes)
    assert len(tablet.card.desk.model.row_ids("injury")) == 1
    tablet.tap(no)
    assert not tablet.card.desk.model.row_ids("injury")


def test_the_place_and_their_own_words_go_down_on_the_card(tablet: Any) -> None:
    report = tablet.start_report()
    card = tablet.card
    tablet.type_into(card.places["location_block"], "1200 block S Union Ave")
    tablet.type_into(card.places["location_cross"], "12th St")
    tablet.tap("Border Patrol")
    tablet.tap("Refused")
    tablet.type_into(card.teams.teams[card.teams.shown].why, "people dox us")
    tablet.done()
    held = tablet.app.session.drafting.content(report).nested
    assert held["incident"]["location_block"] == "1200 block S Union Ave"
    assert held["incident"]["location_cross"] == "12th St"
    assert [each["words_used"] for each in rows_of(held, "id_attempt")] == ["people dox us"]
    assert tablet.pilot.says("1200 block S Union Ave, 12th St")


def test_an_ambulance_that_others_called_is_not_ours(tablet: Any) -> None:
    tablet.start_report()
    card = tablet.card
    assert card.ambulance_row.disabled, "nobody is injured yet"
    tablet.tap(card.hurt.children[-1])
    tablet.tap(card.others.children[0])
    (row,) = rows_of(card.desk.model.nested, "injury")
    assert row["ems_summoned"] == "summoned_by_others" and "ems_summoned_at" not in row
    tablet.tap(tablet.say("tablet.card.ambulance"))
    (row,) = rows_of(card.desk.model.nested, "injury")
    assert row["ems_summoned"] == "yes" and row["ems_summoned_at"]


def test_home_says_where_the_facts_of_a_draft_are(tablet: Any) -> None:
    report = tablet.start_report()
    tablet.tap(tablet.say("tablet.card.arrive"))
    tablet.app.session.runner.pause()
    tablet.done()

    def codes() -> list[str]:
        return [each.code for each in tablet.app.session.reports.page() if each.report == report]

    assert codes() == ["facts_waiting"]
    tablet.app.session.runner.resume()
    tablet.pilot.wait(lambda: codes() == ["facts_sent"], "the facts are delivered")


def test_a_team_that_is_not_open_says_who_leads_it_and_a_refusal_is_not_green(tablet: Any) -> None:
    tablet.start_report()
    tablet.tap("ICE ERO")
    tablet.tap("Name and badge")
    tablet.type_into(tablet.card.teams.teams[tablet.card.teams.shown].boxes["name_as_stated"], "Halvorsen")
    tablet.tap("Border Patrol")
    tablet.tap("Refused")
    tablet.tap("FPS")
    folded = [(each.words, each.state_code) for each in tablet.pilot.find_all(Folded)]
    assert folded == [("ICE ERO · Halvorsen", "explained"), ("Border Patrol", "explained")], "nobody verified him"


def test_the_whole_first_minute_stands_on_one_screen(tablet: Any) -> None:
    tablet.start_report()
    _first_minute(tablet)
    tablet.pilot.frame(6)
    try:
        for size in ((1280, 800), (1024, 768)):
            Window.size = size
            tablet.pilot.frame(8)
            content = tablet.card.ids.scroll.children[0]
            assert content.height <= tablet.card.ids.scroll.height, f"it scrolls at {size}"
    finally:
        Window.size = (1280, 800)
        tablet.pilot.frame(4)


def test_words_stand_in_the_middle_of_their_choice_whatever_its_width(pilot: Any) -> None:
    box = BoxLayout(orientation="vertical", size_hint=(None, None), size=(300, 300))
    taps = Taps(options=[("a", "Gave all"), ("b", "Said: no supervisor")])
    box.add_widget(taps)
    pilot.put(box)
    for width in (560, 280, 420):
        box.width = width
        taps.show("b" if width == 280 else None)
        pilot.frame(6)
        for tap in taps.children:
            words = tap.ids.words
            middle = words.to_window(*words.center)[0] - tap.to_window(*tap.center)[0]
            assert abs(middle) <= 1 and words.width <= tap.width, (width, tap.words, middle)
