"""The clerk's pages: cases, links, exports, downloads, and every "no" with what was typed kept."""

import re

import pytest

from server import create_app
from server.accounts.people import add_person
from shared.bundle import Verdict, verify

PASSWORD = "violet anchor sparrow basement"


@pytest.fixture
def approved(office):
    report = office.accept("S1")
    office.approve(report)
    return report


class Browser:
    """A test client that fills in forms: the token comes from the page before."""

    def __init__(self, app):
        self.client = app.test_client()
        self.page = self.client.get("/sign-in").text

    def send(self, path, **fields):
        token = re.search(r'name="form_token" value="([^"]+)"', self.page).group(1)
        answer = self.client.post(path, data={"form_token": token, **fields})
        if answer.status_code == 303:
            return self.get(answer.location)
        self.page = answer.text
        return answer

    def get(self, path):
        answer = self.client.get(path, follow_redirects=True)
        if answer.mimetype == "text/html":
            self.page = answer.text
        return answer


def signed_in(office, serial, role):
    with office.services.store.writing() as db:
        add_person(
            db, office.services, serial=serial, name=f"Demo {serial}", rank="Clerk", roles=[role], password=PASSWORD
        )
    browser = Browser(create_app(office.services))
    assert browser.send("/sign-in", serial=serial, password=PASSWORD).status_code == 200
    return browser


@pytest.fixture
def clerk(office):
    return signed_in(office, "90008", "clerk")


def test_from_an_approved_report_to_a_bundle_that_verifies(office, clerk, approved):
    page = clerk.get("/cases")
    assert "PD26041400003284" in page.text
    page = clerk.send("/cases", title="Union Avenue", report=approved)
    assert "Case 2026-0001" in page.text
    path = page.request.path
    for who in ("press", "court"):
        page = clerk.send(f"{path}/exports", requester=who, recipient="Daily Example", purpose="R-0001", language="en")
        assert page.status_code == 200
        assert "Exported." in page.text
    downloads = re.findall(r'href="(/exports/[^"]+)"', page.text)
    assert len(downloads) == 2
    for link in downloads:
        answer = clerk.get(link)
        assert answer.mimetype == "application/zip"
        assert re.fullmatch(
            r'attachment; filename="2026-0001-(full|redacted)-[0-9a-f]{8}\.zip"', answer.headers["Content-Disposition"]
        )
        assert verify(answer.data, office.trust).verdict is Verdict.GENUINE


def test_a_spanish_packet_verifies_too(office, clerk, approved):
    path = clerk.send("/cases", report=approved).request.path
    page = clerk.send(f"{path}/exports", requester="public", recipient="Diario", purpose="R-2", language="es")
    (link,) = re.findall(r'href="(/exports/[^"]+)"', page.text)
    assert verify(clerk.get(link).data, office.trust).verdict is Verdict.GENUINE


def test_a_report_is_taken_out_and_put_in_again(office, clerk, approved):
    path = clerk.send("/cases", report=approved).request.path
    page = clerk.send(f"{path}/unlink", report=approved)
    assert "No report is in this case yet" in page.text
    office.clock.pass_by(minutes=1)
    page = clerk.send(f"{path}/link", report=approved)
    assert "The reports are in the case." in page.text


def test_a_leak_stops_the_export_and_keeps_what_was_typed(office, clerk, approved):
    path = clerk.send("/cases", report=approved).request.path
    page = clerk.send(f"{path}/exports", requester="public", recipient="A. Reader", purpose="About Halvorsen")
    assert page.status_code == 422
    assert "Nothing was exported" in page.text
    assert 'value="About Halvorsen"' in page.text
    assert "never exported" in clerk.get(path).text


def test_what_is_not_there_is_404_and_what_is_wrong_is_said(office, clerk):
    nobody = "00000000-0000-4000-8000-000000000000"
    assert clerk.get(f"/cases/{nobody}").status_code == 404
    assert clerk.get(f"/exports/{nobody}").status_code == 404
    clerk.get("/cases")
    page = clerk.send("/cases", title="x" * 121)
    assert page.status_code == 422
    assert "120 letters" in page.text


@pytest.mark.parametrize("role", ["officer", "supervisor", "oig", "admin"])
def test_nobody_else_reaches_them(office, approved, role):
    case = office.case(approved)
    row = office.export(case, "full")
    other = signed_in(office, "90010", role)
    for path in ("/cases", f"/cases/{case.id}", f"/exports/{row.id}"):
        assert other.client.get(path).status_code == 403
    other.get("/")
    for path in ("/cases", f"/cases/{case.id}/exports", f"/cases/{case.id}/link", f"/cases/{case.id}/unlink"):
        assert other.send(path).status_code == 403
        other.get("/")
