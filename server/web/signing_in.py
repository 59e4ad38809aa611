"""Signing in and out."""

from flask import Blueprint, Response, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from server import access
from server.accounts import sessions, signing_in, tokens
from server.services import Services
from server.web.page import local_path, show


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the pages."""
    secure = services.settings.public_url.startswith("https:")
    cookie = sessions.cookie_name(services.settings.public_url)

    @blueprint.get("/sign-in")
    def sign_in() -> ResponseReturnValue:
        if g.person is not None:
            return redirect(local_path(request.args.get("next", "/")))
        return _form()

    @blueprint.post("/sign-in")
    def sign_in_try() -> ResponseReturnValue:
        serial, password = request.form.get("serial", ""), request.form.get("password", "")
        done = signing_in.sign_in(services, serial, password)
        if not done.token:
            return _form(code=done.code, serial=serial)
        answer = redirect(local_path(request.form.get("next", "/")), code=303)
        answer.set_cookie(cookie, done.token, secure=secure, httponly=True, samesite="Strict", path="/")
        answer.delete_cookie(tokens.COOKIE)
        return answer

    @blueprint.post("/sign-out")
    def sign_out() -> ResponseReturnValue:
        signing_in.sign_out(services, access.who().id, request.cookies.get(cookie, ""))
        answer = redirect(url_for("web.sign_in"), code=303)
        answer.delete_cookie(cookie, secure=secure, httponly=True, samesite="Strict", path="/")
        return answer

    def _form(code: str = "", serial: str = "") -> Response:
        """The form, with the random cookie its token is made from."""
        secret = request.cookies.get(tokens.COOKIE) or sessions.new_token(services)
        g.secret = secret
        following = local_path(request.values.get("next", "/"))
        shown = show("sign_in.html", 401 if code else 200, code=code, serial=serial[:20], following=following)
        answer = make_response(shown)
        answer.set_cookie(tokens.COOKIE, secret, secure=secure, httponly=True, samesite="Strict")
        return answer
