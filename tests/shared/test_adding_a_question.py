"""One edit adds a question (docs/add-a-question.md), and a form version 2 leaves reports of version 1 as they are."""

import pytest

from shared import words
from shared.catalog import Form, PartSchema, build_form, part
from shared.display import hint, label, value
from shared.fields import Choice, Count, Text
from shared.keys import key_from_seed
from shared.problems import Level
from shared.report import VERSIONS, dictionary, shipped_form
from shared.report.asking import section
from shared.report.notices import Notification
from shared.rules import check
from shared.samples import scene
from shared.seal import Header, seal, unseal

NOTICES = section("notices")
OLD = shipped_form()


def grown(*without: str, **questions) -> type[PartSchema]:
    """The notification part with these questions beside, and without those."""
    asked = {name: kind for name, kind in Notification._declared_fields.items() if not name.endswith("_other")}
    for name in without:
        del asked[name]
    return part("notification", repeated=True)(type("NotificationTwo", (PartSchema,), {**asked, **questions}))


def second(*without: str, **questions) -> Form:
    changed = grown(*without, **questions)
    parts = [changed if each is Notification else each for each in VERSIONS[1]]
    return build_form(2, parts, OLD.configuration)


@pytest.fixture
def two() -> Form:
    """Version 2: a new question, a removed one, and one whose kind changed from text to a count."""
    return second(
        "not_sent_reason",
        tried_before=Choice(NOTICES("3!", "P", "ED12", "segments"), "yes_no"),
        required_by_rule=Count(NOTICES("A", "P", "RECORD", "none"), max=40),
    )


def test_a_question_is_one_line_and_everything_sees_it(monkeypatch):
    asked = Choice(NOTICES("3!", "R", "ED12", "segments"), "yes_no_unknown")
    form = second(tried_before=asked)
    said = {"notification.tried_before": "Was it tried before?", "notification.tried_before?": "By anyone of ours."}
    tables = {language: {**words.table(language), **said} for language in words.LANGUAGES}
    monkeypatch.setattr(words, "table", tables.__getitem__)

    spec = form.spec("notification", "tried_before")
    assert spec is not None
    assert (label(spec), hint(spec)) == ("Was it tried before?", "By anyone of ours.")
    assert value(spec, "unknown", "es") == "No se sabe"

    page = dictionary.page(form)
    line = next(each for each in page.splitlines() if "`tried_before`" in each)
    assert line == (
        "| Was it tried before?<br>*By anyone of ours.* | `tried_before` "
        "| choice [yes_no_unknown](#yes_no_unknown) | 3 | yes | R | ED12 |"
    )

    answers = scene("S1").answers
    loaded, problems = form.load(answers)
    assert loaded == answers and not problems
    owed = [each for each in check(form, loaded, final=True, now=None) if each.level is Level.ERROR]
    assert {(each.code, each.address.field) for each in owed} == {("answer.missing", "tried_before")}
    assert len(owed) == len(answers["notification"])


def test_a_new_question_without_words_is_shown_by_its_code_and_never_lost():
    spec = second(tried_before=Choice(NOTICES("3", "R", "ED12", "segments"), "yes_no")).spec(
        "notification", "tried_before"
    )
    assert spec is not None and label(spec) == "notification.tried_before" and hint(spec) == ""


def test_a_changed_definition_is_another_form(two):
    assert two.digest != OLD.digest
    assert second().digest != OLD.digest  # the number alone


def test_a_report_of_version_1_still_loads_under_version_1(two):
    answers = scene("S5").answers
    assert OLD.load(answers) == (answers, [])
    codes = {(each.code, each.params.get("field", each.address.field)) for each in two.load(answers)[1]}
    assert codes == {("field.unknown", "not_sent_reason"), ("count.not_whole", "required_by_rule")}


def test_a_question_that_a_form_never_had_is_not_blank_but_absent(two):
    assert OLD.spec("notification", "tried_before") is None
    assert two.spec("notification", "not_sent_reason") is None
    removed = OLD.spec("notification", "not_sent_reason")
    assert removed is not None and isinstance(removed.kind, Text)


def test_a_sealed_version_names_the_form_it_was_made_with(two):
    digests = set()
    for form in (OLD, two):
        pins = form.configuration.digests
        header = Header(
            "final",
            scene("S1").report,
            1,
            "",
            "a",
            "d",
            "i",
            1,
            {"at": "2026-04-14T14:10:00-07:00", "clock": "device"},
            form.version,
            form.digest,
            pins["vocabulary"],
            pins["city"],
        )
        sealed = seal(header, scene("S1").answers, b"s" * 32, key_from_seed(b"k" * 32)).sealed()
        held = unseal(sealed, key_from_seed(b"k" * 32).public_key())
        assert (held.header.form_version, held.header.form) == (form.version, form.digest)
        digests.add(sealed.digest)
    assert len(digests) == 2
