"""Holds every reply of the tablets' interface to what its OpenAPI description says of it.

A judge of its own: the document as served, JSON Schema by `jsonschema`. Members that the description does not name are
wrong in a reply, though a tablet would leave them unread.
"""

import json
from functools import cache

from flask import request
from jsonschema import Draft202012Validator

from server import create_app

NOT_DESCRIBED = ("api.elsewhere", "api-docs.")
"""Below /api: what is nowhere, and the description itself."""
_SERVED = []


def path_of(rule):
    """A rule's path as OpenAPI writes it; None for one that is not described."""
    if not rule.endpoint.startswith("api.") or rule.endpoint.startswith(NOT_DESCRIBED):
        return None
    return rule.rule.replace("<string:", "{").replace(">", "}")


def described(app):
    """The paths and methods that have to be described."""
    wanted = set()
    for rule in app.url_map.iter_rules():
        by_flask = {"HEAD"} if "GET" in rule.methods else set()
        if rule.provide_automatic_options:
            by_flask.add("OPTIONS")
        if path_of(rule):
            wanted |= {(path_of(rule), method.lower()) for method in rule.methods - by_flask}
    return wanted


@cache
def _strict(text):
    """The document, with schemas that take no member but those they name, and a place for one judge of each."""
    document = json.loads(text)
    for schema in document["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return document, {}


class Description:
    """What one application says of itself; `heard` is its after_request hook, `wrong` what did not fit."""

    def __init__(self, text):
        self.document, self._judges = _strict(text)
        self.wrong = []

    @classmethod
    def of(cls, services):
        """As served by an application of its own: one that answered already takes no hook. Every server's is alike."""
        if not _SERVED:
            _SERVED.append(create_app(services).test_client().get("/api/openapi.json").text)
        return cls(_SERVED[0])

    def heard(self, response):
        path = path_of(request.url_rule) if request.url_rule else None
        operation = self.document["paths"].get(path, {}).get(request.method.lower())
        if operation is not None:
            self.wrong += self.complaints(f"{request.method} {path}", operation, response)
        return response

    def complaints(self, what, operation, response):
        """Where a reply does not fit its operation."""
        told = operation["responses"].get(str(response.status_code))
        if told is None:
            return [f"{what}: {response.status_code} is not described"]
        found = [f"{what}: no {name}" for name in told.get("headers", ()) if name not in response.headers]
        body, content = response.get_data(), told.get("content")
        if content is None:
            return [*found, f"{what}: a body of {len(body)} bytes"] if body else found
        if response.mimetype not in content:
            return [*found, f"{what}: {response.mimetype} in {response.status_code}"]
        wrong = self._judge(content[response.mimetype]["schema"]).iter_errors(json.loads(body))
        return [*found, *(f"{what}: {error.json_path} {error.message:.200}" for error in wrong)]

    def _judge(self, schema):
        name = json.dumps(schema, sort_keys=True)
        if name not in self._judges:
            self._judges[name] = Draft202012Validator({**schema, "components": self.document["components"]})
        return self._judges[name]
