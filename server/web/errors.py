"""Refusals and failures as pages: what happened, whether work is safe, what to do."""

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from server.web.page import show
from shared.words import knows

API = "/api/"


def register(app: Flask) -> None:
    """Show every error of a page as a page; what is under /api/ answers for itself."""

    @app.errorhandler(HTTPException)
    def _page(error: HTTPException) -> ResponseReturnValue:
        if request.path.startswith(API) or error.code is None or error.code < 400:
            return error
        g.setdefault("person", None)
        g.setdefault("secret", "")
        code = str(getattr(error, "code_of_words", ""))
        if not knows(code, "en"):
            code = f"web.error.{error.code}"
        if not knows(code, "en"):
            code = "web.error.400" if error.code < 500 else "web.error.500"
        return show("error.html", error.code, code=code, number=error.code)
