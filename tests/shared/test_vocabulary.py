"""The shipped lists: codes that never change their meaning, and a list update that needs no release."""

from dataclasses import replace
from pathlib import Path

import pytest

from shared.configuration import Configuration
from shared.fields import Choice
from shared.report import LATEST, form, shipped_form
from shared.samples import scene
from shared.vocabulary import LANGUAGES, parse_vocabulary, shipped_vocabulary

GOLDEN = Path(__file__).parents[1] / "golden/vocabulary-codes.txt"
LISTS = shipped_vocabulary()


def test_no_released_code_is_gone_and_none_changed_its_meaning():
    """The golden file is only ever added to: a code that is no longer wanted is retired, never taken out or reused."""
    released = [line.split(" ", 2) for line in GOLDEN.read_text("utf-8").splitlines() if not line.startswith("#")]
    now = {(name, term.code): term.labels["en"] for name, terms in LISTS.lists.items() for term in terms}
    for name, code, meaning in ((name, code.replace("\u00a0", " "), meaning) for name, code, meaning in released):
        assert now.get((name, code)) == meaning, f"{name}/{code}"
    assert len(released) == len(now), "add the new codes to tests/golden/vocabulary-codes.txt"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_codes_of_a_list_read_the_same(language):
    for name, terms in LISTS.lists.items():
        labels = [term.labels[language].casefold() for term in terms]
        assert len(set(labels)) == len(labels), name


def test_codes_that_say_nothing_stand_alone_in_every_multiple_choice():
    form_ = shipped_form()
    for spec in form_.fields:
        if isinstance(spec.kind, Choice) and spec.kind.words == "choices":
            alone = LISTS.exclusive(spec.kind.vocabulary)
            assert {"none", "not_observed", "declined"} & set(spec.kind.codes) <= alone, spec.code


def updated(**changes):
    """The shipped lists as a later update brings them."""
    lists = {name: [dict(item) for item in items] for name, items in LISTS.content["lists"].items()}
    for name, items in changes.items():
        lists[name] = items(lists[name])
    return parse_vocabulary({"version": "2026.2", "lists": lists})


def test_a_new_code_is_taken_after_an_update_and_refused_before():
    drone = {"code": "drone", "en": "Drone", "es": "Dron"}
    later = updated(vehicle_type=lambda items: [*items, drone])
    answers = {"federal_vehicle": [{"id": "7d444840-9dc0-41d1-8245-5ffdce74fad2", "type": "drone"}]}
    before = shipped_form()
    after = form(LATEST, Configuration(later, before.configuration.city))
    assert [problem.code for problem in before.load(answers)[1]] == ["choice.unknown"]
    assert after.load(answers) == (answers, [])
    assert after.digest == before.digest
    assert after.configuration.digests["vocabulary"] != before.configuration.digests["vocabulary"]


def test_a_retired_code_stays_readable():
    later = updated(
        source=lambda items: [item | {"retired": True} if item["code"] == "radio_call" else item for item in items]
    )
    after = form(LATEST, Configuration(later, shipped_form().configuration.city))
    answers = scene("S1").answers
    assert after.load(answers) == (answers, [])
    spec = after.spec("incident", "source")
    assert spec is not None and isinstance(spec.kind, Choice)
    assert spec.kind.label("radio_call", "es") == "Llamada por radio"
    assert [term.code for term in spec.kind.terms if term.retired] == ["radio_call"]


def test_a_list_that_the_form_needs_may_not_be_missing():
    fewer = replace(LISTS, lists={name: terms for name, terms in LISTS.lists.items() if name != "severity"})
    with pytest.raises(LookupError, match="severity"):
        form(LATEST, Configuration(fewer, shipped_form().configuration.city))
