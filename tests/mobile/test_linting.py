"""Words that must not be held, on the tablet: taken out, or kept with a reason; the decision follows its text."""

import pytest

from mobile import linting
from mobile.drafting import Drafting, NotReady
from mobile.editing import Editing
from mobile.vault import Vault
from shared.answers import Address, rows_of
from shared.privacy import Privacy, classes

STATUS = "The agent said he is undocumented and ran."
REASON = "The agent's only stated reason for the arrest."


@pytest.fixture
def editing(vault: Vault, drafting: Drafting) -> Editing:
    return Editing(vault, drafting, drafting.start())


def entry(editing: Editing, text: str) -> Address:
    row, _ = editing.add_row("entry")
    address = Address("entry", row, "text")
    editing.answer(address, text)
    editing.check()
    return address


def decisions(editing: Editing) -> list[dict[str, object]]:
    return [{name: row[name] for name in row if name != "id"} for row in rows_of(editing.model.nested, linting.PART)]


def only(editing: Editing, address: Address) -> linting.Suspect:
    (found,) = linting.suspects(editing.model, address)
    return found


def test_words_are_found_in_their_text_with_how_often_they_stand_there(editing: Editing) -> None:
    address = entry(editing, "He is undocumented. I repeat: he is undocumented.")
    found = only(editing, address)
    assert (found.code, found.kind, found.times, found.row) == ("V-30", "immigration_status", 2, "")
    assert "undocumented" in found.words.casefold() and found.may_be_kept


def test_removing_takes_the_words_out_and_notes_that_it_happened_but_not_what(editing: Editing) -> None:
    address = entry(editing, STATUS)
    found = only(editing, address)
    editing.take_out(address, found)
    text = linting.text_at(editing.model, address)
    assert found.words not in text and "  " not in text and text.startswith("The agent said")
    told = {"at": address.text(), "kind": "immigration_status", "decision": "deleted"}
    assert decisions(editing) == [told]
    editing.check()
    assert linting.suspects(editing.model, address) == []
    editing.answer(address, STATUS)
    editing.check()
    editing.take_out(address, only(editing, address))
    assert decisions(editing) == [told], "once is enough"


def test_a_kept_quote_names_its_words_and_lifts_the_answer_to_class_c(editing: Editing) -> None:
    address = entry(editing, STATUS)
    found = only(editing, address)
    changed = editing.keep_quote(address, found, REASON)
    assert address in changed.lines
    editing.check()
    kept = only(editing, address)
    assert (kept.words, kept.reason, bool(kept.row)) == (found.words, REASON, True)
    assert not linting.open_in(editing.model, address)
    assert classes(editing.model.form, editing.model.answers)[address] is Privacy.CONFIDENTIAL
    editing.keep_quote(address, kept, "It shows the purpose of the stop.")
    assert [row["reason"] for row in decisions(editing)] == ["It shows the purpose of the stop."]


def test_a_decision_stays_while_its_words_stay_and_goes_with_them(editing: Editing) -> None:
    address = entry(editing, STATUS)
    editing.keep_quote(address, only(editing, address), REASON)
    editing.answer(address, "At 14:30, facing us: " + STATUS + " Nobody answered.")
    assert editing.settle().lines == frozenset()
    editing.check()
    assert only(editing, address).reason == REASON, "the text changed elsewhere"
    editing.answer(address, "The agent ran.")
    assert address in editing.settle().lines
    assert decisions(editing) == []


def test_a_decision_goes_with_its_row(editing: Editing) -> None:
    address = entry(editing, STATUS)
    editing.keep_quote(address, only(editing, address), REASON)
    editing.remove_row("entry", address.row)
    editing.model.reload(editing._drafting.content(editing.report))
    editing.settle()
    assert decisions(editing) == []


def test_numbers_and_private_addresses_are_never_kept(editing: Editing) -> None:
    address = entry(editing, "He read out the A-number A123-456-789 to us.")
    assert not any(each.may_be_kept for each in linting.suspects(editing.model, address))
    named = entry(editing, "They detained Ramon Ejemplo at the gate.")
    found = only(editing, named)
    assert found.code == "V-29" and not found.may_be_kept
    editing.take_out(named, found)
    assert linting.text_at(editing.model, named) == "They detained at the gate."


def test_a_text_that_is_too_short_to_be_an_answer_is_read_too(editing: Editing) -> None:
    address = Address("narrative", "-", "narrative_text")
    editing.answer(address, STATUS)
    assert editing.model.line(address).value is None
    editing.check()
    assert linting.open_in(editing.model, address)


def test_words_found_stay_found_while_letters_come_and_go_when_they_are_gone(editing: Editing) -> None:
    address = entry(editing, STATUS)
    editing.answer(address, STATUS + " A")
    assert linting.open_in(editing.model, address), "no flicker between a letter and the next judgement"
    editing.answer(address, "The agent ran.")
    assert not linting.open_in(editing.model, address)


def test_a_final_version_is_refused_while_nobody_has_decided(editing: Editing) -> None:
    address = entry(editing, STATUS)

    def refused() -> set[tuple[str, Address | None]]:
        with pytest.raises(NotReady) as caught:
            editing.seal("final")
        return {(each.code, each.address) for each in caught.value.problems}

    assert ("V-30", address) in refused()
    editing.keep_quote(address, only(editing, address), REASON)
    assert ("V-30", address) not in refused()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The man, undocumented, ran.", "The man,, ran."),
        ("They said he was undocumented.", "They said he was."),
        ("undocumented, he said.", ", he said."),
        ("He is undocumented and undocumented\nhe ran", "He is and\nhe ran"),
    ],
)
def test_one_space_stays_where_two_would_meet(text: str, left: str) -> None:
    assert linting.without(text, linting.Suspect("V-30", "immigration_status", "undocumented")) == left
