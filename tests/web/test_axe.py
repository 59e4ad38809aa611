"""Every page through axe, in English on a desk and in Spanish on a phone; none wider than its window in any pair."""

import pytest

from tests.web.conftest import WIDTHS, approve, complaints_of

THROUGH_AXE = {("en", "desk"), ("es", "phone")}
"""The pages differ between the pairs in words and width only; axe takes longer than all else together."""

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_wrong_with_any_page(house, visit, width, language):
    sent = house.report()
    report = sent.header.report
    scene = house.report("S2", author="colleague", final=False).header.report
    done = house.report("S1", author="colleague").header.report
    approve(house, done)
    pages = {
        "": ["/sign-in"],
        "supervisor": [
            "/reports",
            "/reports?tab=scene",
            "/reports?tab=returned",
            f"/reports/{report}",
            f"/reports/{scene}",
            f"/reports/{report}/compare",
            f"/reports/{report}/beside/{done}",
            "/log",
        ],
        "clerk": [
            "/cases",
            f"/reports/{done}/records",
            f"/reports/{done}/showing",
            f"/reports/{done}/showing?profile=subject",
        ],
        "oig": ["/log?check=1", f"/reports/{report}", "/duties?month=2026-04", "/duties?month=wrong"],
        "admin": ["/people"],
    }
    found = {}
    for who, paths in pages.items():
        page = visit(who, width)
        page.goto(f"/language/{language}")
        for path in paths:
            page.goto(path)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            if said := complaints_of(page, axe=(language, width) in THROUGH_AXE):
                found[who, path] = said
    assert found == {}
