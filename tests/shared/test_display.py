"""Values as the words people read, in both languages."""

import pytest

from shared.answers import rows_of
from shared.display import hint, label, reference, row_title, value, when
from shared.report import shipped_form
from shared.samples import scene

FORM = shipped_form()
S1, S5 = scene("S1").answers, scene("S5").answers


def spec(part, field):
    found = FORM.spec(part, field)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("part", "field", "held", "english", "spanish"),
    [
        ("incident", "source", "radio_call", "Radio call", "Llamada por radio"),
        ("incident", "force_observed", ["takedown", "baton"], "Takedown, Baton", "Derribo, Bastón"),
        ("incident", "area_code", "02", "Rampart", "Rampart"),
        ("incident", "persons_detained_observed", 2, "2", "2"),
        ("incident", "crosses_dst", False, "No", "No"),
        ("incident", "crosses_dst", True, "Yes", "Sí"),
        ("incident", "lat", "34.0473", "34.0473°", "34.0473°"),
        ("incident", "dr_numbers", ["260204417", "260204418"], "260204417, 260204418", "260204417, 260204418"),
        ("federal_supervisor", "badge_number", {"mark": "refused"}, "Refused", "Se negó"),
        ("federal_supervisor", "name_as_stated", {"mark": "not_observed"}, "Not observed", "No se observó"),
        ("federal_supervisor", "markings_seen", ["POLICE ICE"], "POLICE ICE", "POLICE ICE"),
        ("notification", "target", "oig", "Office of the Inspector General", "Oficina del Inspector General"),
    ],
)
def test_a_value_is_told_in_words(part, field, held, english, spanish):
    assert value(spec(part, field), held, "en") == english
    assert value(spec(part, field), held, "es") == spanish


def test_a_blank_is_nothing_and_no_mark():
    assert value(spec("incident", "rd"), None) == ""


def test_a_code_that_the_list_does_not_know_stays_readable():
    assert value(spec("incident", "source"), "carrier_pigeon") == "carrier_pigeon"


def test_a_time_is_the_wall_clock_with_its_zone():
    assert value(spec("incident", "started_at"), S1["incident"]["started_at"]) == "Apr 14, 2026, 09:05 PDT"
    assert value(spec("incident", "started_at"), S1["incident"]["started_at"], "es") == "14 abr 2026, 09:05 PDT"


def test_the_two_one_oclocks_of_the_clock_change_are_told_apart():
    gap = rows_of(S5, "interruption")[0]
    zone = FORM.configuration.city.time_zone
    assert when(gap["from_at"], zone=zone) == "Nov 1, 2026, 01:10 PDT"
    assert when(gap["to_at"], zone=zone) == "Nov 1, 2026, 01:05 PST"


def test_an_offset_that_is_not_the_citys_is_told_as_it_is():
    instant = {"at": "2026-04-14T18:05:09+02:00", "clock": "device"}
    assert when(instant, zone=FORM.configuration.city.time_zone) == "Apr 14, 2026, 18:05:09 UTC+02:00"
    assert when(instant, day=False) == "18:05:09 UTC+02:00"
    assert when(None) == ""
    assert when({"mark": "unknown"}, "es") == "No se sabe"


def test_a_row_is_named_by_its_number_and_what_tells_it_apart():
    part = FORM.by_name["federal_supervisor"]
    first, second = rows_of(S1, "federal_supervisor")
    assert row_title(part, second, FORM, "en", S1) == "Federal supervisor 2 - Border Patrol (USBP)"
    assert row_title(part, first, FORM, "es", S1) == "Supervisor federal 1 - ICE, Control y Deportación (ERO) Halvorsen"
    assert row_title(part, {"id": "x"}, FORM) == "Federal supervisor"


def test_a_row_with_a_time_is_named_by_the_clock_alone():
    attempt = rows_of(S1, "id_attempt")[1]
    assert row_title(FORM.by_name["id_attempt"], attempt, FORM, "en", S1) == "Attempt 2 - 09:21:10 PDT Refused"


def test_a_reference_is_told_by_the_row_it_points_to():
    attempt = rows_of(S1, "id_attempt")[1]
    field = spec("id_attempt", "supervisor_ref")
    assert value(field, attempt["supervisor_ref"], "en", S1) == "Federal supervisor 2"
    assert reference("federal_supervisor", "nobody", S1) == "Federal supervisor ?"


def test_labels_and_hints_come_in_both_languages():
    badge = spec("federal_supervisor", "badge_number")
    assert label(badge) == "Badge number" and label(badge, "es") == "Número de placa"
    assert hint(badge).startswith("Put ?") and hint(badge, "es").startswith("Ponga ?")
    assert hint(spec("incident", "rd"), "en") and hint(spec("author", "rank"), "en") == ""


@pytest.mark.parametrize("name", ["S1", "S2", "S3", "S4", "S5", "S6"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_code_and_no_id_is_left_in_what_people_read(name, language):
    answers = scene(name).answers
    for part in FORM.parts:
        for row in rows_of(answers, part.name):
            assert row_title(part, row, FORM, language, answers)
            for each in part.fields:
                told = value(each, row.get(each.name), language, answers)
                if each.kind.words in ("choice", "choices", "reference", "references") and told:
                    assert "_" not in told, (each.code, told)
