"""The OpenAPI description is whole and true. That every reply of this folder's tests fits it: `conftest.world`."""

import json
import re

import pytest
from flask import Response
from openapi_spec_validator import validate

from server.problems import STATUS
from shared.protocol import ENROL_PATH, EXCHANGE_PATH, FILES_PATH

from .description import Description, described


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def document(world):
    return world.client.get("/api/openapi.json").json


def operations(document):
    for path, held in document["paths"].items():
        for method, operation in held.items():
            if method != "parameters":
                yield path, method, operation


def test_it_is_openapi_3_1_as_others_judge_it(document):
    assert document["openapi"] == "3.1.0"
    validate(document)


def test_every_address_and_method_is_in_it_and_nothing_else(world, document):
    found = {(path, method) for path, method, _ in operations(document)}
    assert found == described(world.app)
    assert (EXCHANGE_PATH, "post") in found and (FILES_PATH + "/{upload_id}", "head") in found


def test_every_operation_says_what_it_takes_and_what_each_status_holds(document):
    for path, method, operation in operations(document):
        what = f"{method} {path}"
        assert operation["summary"], what
        assert ("requestBody" in operation) == (method in ("post", "patch") and path != FILES_PATH), what
        named = {each["name"] for each in operation.get("parameters", ())}
        unsigned = path in ("/healthz", "/readyz", "/api/v1/trust")
        assert unsigned or {"Content-Digest", "Signature-Input", "Signature"} <= named, what
        for status, told in operation["responses"].items():
            assert told["description"], (what, status)
            bodiless = method == "head" or status == "204" or (path, status) == (FILES_PATH, "201")
            assert bool(told.get("content")) != bodiless, (what, status)
            for kind, content in told.get("content", {}).items():
                problem = kind == "application/problem+json"
                assert problem == (int(status) >= 400) and content["schema"], (what, status)


def test_every_code_of_a_refusal_stands_at_its_status(document):
    """All but the two of addresses that are not there, and those of people's pages."""
    named = set()
    for path, method, operation in operations(document):
        for status, told in operation["responses"].items():
            if int(status) >= 400:
                codes = told["description"].split(", ")
                assert [STATUS[code] for code in codes] == [int(status)] * len(codes), (method, path, status)
                named |= set(codes)
    assert named == set(STATUS) - {"server.not_found", "server.method", "server.refused"}


def test_patterns_are_of_the_language_that_openapi_speaks(document):
    patterns = re.findall(r'"pattern": "([^"]*)"', json.dumps(document))
    assert patterns and all(each[0] == "^" and each[-1] == "$" for each in patterns)


def test_a_schema_leaves_room_for_later_members_where_the_protocol_does(document):
    schemas = document["components"]["schemas"]
    for name in ("ExchangeRequest", "ExchangeReply", "Limits", "EnrolRequest"):
        assert "additionalProperties" not in schemas[name], name
    assert schemas["ExchangeRequest"]["properties"]["versions"]["items"]["additionalProperties"] is False


class TestTheJudge:
    """A judge that never says no proves nothing."""

    @pytest.fixture
    def judged(self, world):
        description = Description.of(world.services)
        told = {**dict(world.app.test_client().get("/api/v1/trust").json), "log_key": "k"}

        def complaints(status=200, mimetype="application/json", path="/api/v1/trust", **members):
            response = Response(json.dumps({**told, **members}), status, mimetype=mimetype)
            return description.complaints("it", description.document["paths"][path]["get"], response)

        return complaints

    def test_it_is_content_with_what_is_right(self, judged):
        assert judged() == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"status": 418},
            {"mimetype": "text/html"},
            {"origin": 3},
            {"a_member_nobody_described": 1},
            {"status": 500, "mimetype": "application/problem+json"},
        ],
        ids=lambda wrong: " ".join(wrong),
    )
    def test_it_sees_a_reply_that_does_not_fit(self, judged, wrong):
        assert judged(**wrong) != []

    def test_it_hears_what_is_answered(self, world):
        heard = []
        for path in ("/api/v1/trust", ENROL_PATH):
            description = Description.of(world.services)
            description.document = {"paths": {path: {"get": {"responses": {}}, "post": {"responses": {}}}}}
            with world.app.test_request_context(path, method="GET" if "trust" in path else "POST"):
                description.heard(Response("{}", 200))
            heard += description.wrong
        assert heard == ["GET /api/v1/trust: 200 is not described", "POST /api/v1/enrol: 200 is not described"]
