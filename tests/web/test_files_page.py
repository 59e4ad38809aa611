"""The files of a report: expected and present on its page, handed out as they were taken, every time in the log."""

import hashlib
import re

import pytest

from server import files, uploads
from server.store import files as rows
from server.store.devices import Asker
from shared.entry import open_entry
from shared.samples import scene


@pytest.fixture
def report(house):
    """S1, which names two files, in the newest version."""
    return house.report("S1")


def named(report):
    return [row["sha256"] for row in report.answers["media"] if "sha256" in row]


def bring(house, digest):
    """A file arrives from the officer's tablet."""
    content, tablet = scene("S1").files[digest], house.tablets[house.people["officer"]]
    asker = Asker(tablet.device, tablet.person, "", "", False)
    begun = uploads.begin(house.services, asker, f"begin {digest}"[:64], digest, len(content))
    uploads.add(house.services, asker, f"add {digest}"[:64], begun.id, 0, content)
    return content


def address(report, digest):
    return f"/reports/{report.header.report}/versions/{report.sealed().digest}/files/{digest}"


def test_the_page_says_which_files_are_here_and_which_are_not_yet(house, report):
    expected = named(report)
    assert expected == list(scene("S1").files) and len(expected) == 2
    pages = house.browser("supervisor")

    def counted():
        page = pages.get(f"/reports/{report.header.report}").text
        return re.search(r"(\d+) of (\d+) files here", page).groups(), page

    assert counted()[0] == ("0", str(len(expected)))
    assert address(report, expected[0]) not in counted()[1]
    for number, digest in enumerate(expected, 1):
        bring(house, digest)
        count, page = counted()
        assert count == (str(number), str(len(expected)))
        assert address(report, digest) in page
    assert "not here yet" not in page


def test_a_file_is_handed_out_as_it_was_taken_and_that_is_logged(house, report):
    digest = named(report)[0]
    content = bring(house, digest)
    reply = house.browser("supervisor").get(address(report, digest))
    assert reply.status_code == 200
    assert reply.data == content and hashlib.sha256(reply.data).hexdigest() == digest
    assert reply.headers["Content-Disposition"] == f'attachment; filename="{digest}.png"'
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.mimetype == "application/octet-stream"
    assert reply.headers["Content-Length"] == str(len(content))
    entry = open_entry(house.acts()[-1].opening)
    assert (entry.act, entry.actor, entry.subject) == (
        "file.fetched",
        house.people["supervisor"],
        report.header.report,
    )
    assert entry.details == {"file": digest, "version": report.sealed().digest}


def test_only_who_may_read_the_report_gets_its_files(house, report):
    digest = named(report)[0]
    bring(house, digest)
    got = {who: house.browser(who).get(address(report, digest)).status_code for who in (*house.people, "")}
    pages = {who: house.browser(who).get(f"/reports/{report.header.report}").status_code for who in (*house.people, "")}
    assert got == pages
    assert got["supervisor"] == got["officer"] == 200
    assert got["clerk"] == got["colleague"] == got["admin"] == 403, "it is not approved; it is not theirs"


def test_a_file_is_reached_through_a_report_that_names_it_only(house, report):
    digest = named(report)[0]
    bring(house, digest)
    other = house.report("S2")
    pages = house.browser("supervisor")
    assert pages.get(address(report, digest)).status_code == 200
    assert pages.get(address(other, digest)).status_code == 404
    assert pages.get(address(report, "0" * 64)).status_code == 404
    assert pages.get(address(report, "..%2f..%2fkeys%2flog.key")).status_code == 404


def test_a_file_that_is_not_here_is_not_found(house, report):
    digest = named(report)[0]
    assert house.browser("supervisor").get(address(report, digest)).status_code == 404


def test_a_damaged_file_is_not_handed_out(house, report):
    digest = named(report)[0]
    bring(house, digest)
    with files.path_of(house.services, digest).open("r+b") as file:
        file.seek(70)
        file.write(b"rot")
    before = len(house.acts())
    assert house.browser("supervisor").get(address(report, digest)).status_code == 500
    assert "file.fetched" not in [each.act for each in house.acts()[before:]]
    with house.services.store.reading() as db:
        assert list(rows.several(db, [digest])) == [digest]
