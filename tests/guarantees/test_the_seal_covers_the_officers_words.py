"""The officer's seal covers the officer's words only; what others add stands beside them under their own name.

Sealed is what the officer answered, each answer under one commitment, signed with a key that never leaves the tablet.
A single changed letter breaks the seal. What supervisor and clerk add is stored, shown and exported with their name,
and is in no version.
"""

import pytest
from sqlalchemy import text

from server import cases
from server.checking import first_broken_version
from server.exporting import releasing
from server.store import annotations
from shared.answers import ALL_ROWS, flatten
from shared.archive import unpack
from shared.canonical import b64u, canonical, parse_canonical, un_b64u
from shared.commit import open_disclosure
from shared.report import shipped_form
from shared.seal import SealBroken, Sealed, unseal
from tests.twins import Department, answers_of


@pytest.fixture(scope="module")
def department(tmp_path_factory):
    """One for all: nothing here changes it but the last proof, which changes it by hand."""
    made = Department(tmp_path_factory.mktemp("sealed"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def reviewed(department):
    report = department.tablet().file()
    department.approve(report, note="Complete.")
    return report


def test_every_sealed_answer_is_an_officers_field_and_every_answer_is_sealed(department, tablet, reviewed):
    form = shipped_form()
    for version in department.stored(reviewed):
        opened = unseal(version.sealed, tablet.vault.version_key.public_key())
        for address in opened.answers:
            if address.row != ALL_ROWS:
                assert form.spec(address.part, address.field).about.stage.officers, address
        written = answers_of(next(each for each in tablet.versions(reviewed) if each.digest == opened.digest))
        assert opened.answers == flatten(written)
        assert opened.withheld >= 0


def test_the_key_that_seals_never_leaves_the_tablet(tablet, reviewed):
    secret = tablet.vault.version_key.private_bytes_raw()
    for _, _, headers, body in tablet.line.requests:
        sent = body + repr(dict(headers)).encode()
        for spelling in (secret, secret.hex().encode(), b64u(secret).encode()):
            assert spelling not in sent


def test_a_changed_letter_anywhere_breaks_the_seal(department, tablet, reviewed):
    (version, *_) = department.stored(reviewed)
    key, token = tablet.vault.version_key.public_key(), version.sealed.token
    disclosures = version.sealed.disclosures
    for place in range(0, len(token), 97):
        letter = "A" if token[place] != "A" else "B"
        with pytest.raises((SealBroken, ValueError)):
            unseal(Sealed(token[:place] + letter + token[place + 1 :], disclosures), key)
    for number in range(0, len(disclosures), 7):
        salt, address, _ = parse_canonical(un_b64u(disclosures[number]))
        forged = b64u(canonical([salt, address, "something else"]))
        with pytest.raises(SealBroken):
            unseal(Sealed(token, (*disclosures[:number], forged, *disclosures[number + 1 :])), key)
    with pytest.raises(SealBroken):
        unseal(version.sealed, department.services.log_key.public_key())


def test_what_others_add_stands_beside_under_their_name(department, tablet, reviewed):
    supervisor = department.supervisor
    with department.services.store.reading() as db:
        added = annotations.of_report(db, reviewed)
    assert added and {each.person_id for each in added} == {supervisor.id}
    sealed = {
        address
        for version in department.stored(reviewed)
        for address in unseal(version.sealed, tablet.vault.version_key.public_key()).answers
    }
    assert not {(each.part, each.row, each.field) for each in added} & {tuple(each) for each in sealed}
    for each in added:
        assert not shipped_form().spec(each.part, each.field).about.stage.officers

    page = department.browser(supervisor).get(f"/reports/{reviewed}").get_data(as_text=True)
    assert supervisor.name in page

    case = cases.open_case(department.services, department.clerk.id, "")
    cases.link(department.services, department.clerk.id, case.id, reviewed)
    row = releasing.export(
        department.services, department.clerk.id, case.id, requester="court", recipient="Court", purpose="Case"
    )
    files = unpack(releasing.path_of(department.services, row).read_bytes())
    record = next(parse_canonical(it) for name, it in files.items() if name.endswith("record.json"))
    names = {each["id"]: each["name"] for each in record["people"]}
    assert {names[each["by"]] for each in record["annotations"]} == {supervisor.name}
    officers = {
        answer["field"]
        for version in record["versions"]
        for part in version["parts"]
        for row in part["rows"]
        for answer in row["answers"]
    }
    assert "hold_flagged_in_dems" not in officers
    assert "hold_flagged_in_dems" in {each["field"] for each in record["annotations"]}


def test_a_stored_answer_changed_by_hand_is_found(department, reviewed):
    with department.services.store.reading() as db:
        assert first_broken_version(db) is None
    (version, *_) = department.stored(reviewed)
    texts = list(version.sealed.disclosures)
    number = next(n for n, each in enumerate(texts) if open_disclosure(each)[0].field == "narrative_text")
    salt, address, _ = parse_canonical(un_b64u(texts[number]))
    texts[number] = b64u(canonical([salt, address, "Nothing happened."]))
    with department.services.store.writing() as db:
        db.execute(text("UPDATE disclosure SET texts = :t"), {"t": "~".join(texts)})
    with department.services.store.reading() as db:
        broken = first_broken_version(db)
    assert broken is not None and broken.digest == version.row.digest
