"""Each of the six scenes, from the tablet's own screens' verbs to a full and a public copy that anyone can check."""

import pytest

from server import cases
from server.exporting import releasing
from shared.bundle import Trust, Verdict, verify
from shared.samples import DUPLICATE, SCENES
from tests.twins import Department


@pytest.mark.parametrize("name", [*SCENES, DUPLICATE])
def test_a_scene_reaches_court_and_public_as_the_officer_told_it(name, tmp_path):
    department = Department(tmp_path)
    tablet = department.tablet_of(name)
    report = tablet.file(name)
    department.approve(report)
    case = cases.open_case(department.services, department.clerk.id, name)
    cases.link(department.services, department.clerk.id, case.id, report)
    trust = Trust.parse(releasing.trust_file(department.services))
    for requester, who in (("court", "U.S. District Court"), ("public", "Daily Example")):
        row = releasing.export(
            department.services, department.clerk.id, case.id, requester=requester, recipient=who, purpose="Request 1"
        )
        outcome = verify(releasing.path_of(department.services, row).read_bytes(), trust)
        assert outcome.verdict is Verdict.GENUINE, outcome
    department.close()
