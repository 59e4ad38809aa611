"""Signing in and out, idle and absolute limits, lockout; each with its log entry."""

import re

import pytest

from server.accounts import tokens
from server.store import people, sessions
from tests.web.conftest import PASSWORD


@pytest.fixture
def keeper(house):
    return house.person("90500", "supervisor", password=PASSWORD)


def sign_in(house, serial="90500", password=PASSWORD, client=None):
    client = client or house.world.app.test_client()
    client.get("/sign-in")
    secret = client.get_cookie(tokens.COOKIE)
    held = secret.value if secret else ""
    fields = {"serial": serial, "password": password, tokens.FIELD: tokens.token(held), "next": "/reports"}
    return client, client.post("/sign-in", data=fields)


def acts(house):
    return [entry.act for entry in house.acts()]


def test_signing_in_opens_the_pages_and_signing_out_closes_them(house, keeper):
    client, reply = sign_in(house)
    assert (reply.status_code, reply.location) == (303, "/reports")
    cookie = client.get_cookie("scenebook")
    assert client.get("/reports").status_code == 200
    assert client.post("/sign-out", data={tokens.FIELD: tokens.token(cookie.value)}).status_code == 303
    client.set_cookie("scenebook", cookie.value)
    assert client.get("/reports").status_code == 302
    assert {"person.signed_in", "person.signed_out", "access.denied"} <= set(acts(house))


def test_the_cookie_is_for_this_server_and_its_pages_only(house, keeper):
    _, reply = sign_in(house)
    set_cookie = next(each for each in reply.headers.getlist("Set-Cookie") if each.startswith("scenebook="))
    assert "HttpOnly" in set_cookie and "SameSite=Strict" in set_cookie


def test_the_store_holds_no_token(house, keeper):
    client, _ = sign_in(house)
    token = client.get_cookie("scenebook").value
    with house.services.store.reading() as db:
        assert sessions.get(db, token) is None


def test_half_an_hour_alone_ends_a_session(house):
    browser = house.browser("supervisor")
    house.clock.pass_by(minutes=29)
    assert browser.get("/reports").status_code == 200
    house.clock.pass_by(minutes=29)
    assert browser.get("/reports").status_code == 200
    house.clock.pass_by(minutes=31)
    assert browser.get("/reports").status_code == 302
    assert browser.get("/reports").status_code == 302


def test_twelve_hours_end_even_a_busy_session(house):
    browser = house.browser("supervisor")
    for _ in range(24):
        assert browser.get("/reports").status_code == 200
        house.clock.pass_by(minutes=29)
    house.clock.pass_by(minutes=29)
    assert browser.get("/reports").status_code == 302


def test_five_wrong_passwords_lock_until_an_administrator_releases(house, keeper):
    for _ in range(4):
        assert sign_in(house, password="wrong words entirely")[1].status_code == 401
    reply = sign_in(house, password="wrong words entirely")[1]
    assert "locked" in reply.text
    assert sign_in(house)[1].status_code == 401
    house.clock.pass_by(days=3)
    assert sign_in(house)[1].status_code == 401
    admin = house.browser("admin")
    assert "Locked" in admin.get("/people").text
    assert admin.post(f"/people/{keeper}/release").status_code == 303
    assert sign_in(house)[1].status_code == 303
    assert "person.released" in acts(house)


def test_wrong_passwords_long_apart_do_not_lock(house, keeper):
    for _ in range(9):
        sign_in(house, password="wrong words entirely")
        house.clock.pass_by(minutes=16)
    assert sign_in(house)[1].status_code == 303


def test_a_right_password_starts_the_count_anew(house, keeper):
    for _ in range(4):
        sign_in(house, password="wrong words entirely")
    assert sign_in(house)[1].status_code == 303
    for _ in range(4):
        sign_in(house, password="wrong words entirely")
    assert sign_in(house)[1].status_code == 303


def test_an_unknown_serial_gets_the_same_sentence(house, keeper):
    wrong, unknown = sign_in(house, password="wrong words entirely")[1], sign_in(house, serial="99999")[1]
    said = [re.search(r'role="alert">.*?<p>(.*?)</p>', reply.text).group(1) for reply in (wrong, unknown)]
    assert said[0] == said[1]
    assert wrong.status_code == unknown.status_code == 401


def test_a_locked_persons_open_session_ends(house, keeper):
    browser = house.browser(keeper)
    with house.services.store.writing() as db:
        people.missed(db, keeper, failures=5, at=house.services.stamp(), locked=True)
    assert browser.get("/reports").status_code == 302


@pytest.mark.parametrize("wanted", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_a_link_leads_nowhere_else_after_signing_in(house, wanted):
    browser = house.browser("supervisor")
    assert browser.get("/sign-in", query_string={"next": wanted}).location == "/"
