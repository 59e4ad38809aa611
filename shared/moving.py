"""A draft that its officer continues on another tablet: what an exchange asks and answers for it.

One tablet releases the draft, naming the version in which all of it is sealed; one tablet takes it and goes on from
that version. Nothing is copied by hand: what comes over is what the first tablet signed (docs/protocol.md, section 6).
"""

from enum import StrEnum

from marshmallow import EXCLUDE, Schema, fields, validate

MOVES_MAX = 5
"""Moves in one exchange: each may be answered with a whole version."""

OFFERED, TAKEN = "offered", "taken"
"""Kinds of inbox items: a draft may be taken; a tablet took it."""

NAMED_BY = (
    "location_landmark",
    "location_block",
    "location_cross",
    "incident_number",
    "incident_number_raw",
    "call_type_text",
    "local_ref",
)
"""Answers of `incident` that an offer shows, so that the officer knows which report it is."""

_UUID = r"\A[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z"
_DIGEST = r"\A[0-9a-f]{64}\Z"


class Act(StrEnum):
    """What a tablet may ask for a draft."""

    RELEASE = "release"  # this tablet writes no more: any tablet of the officer may take the draft
    TAKE = "take"  # this tablet goes on


class Answer(StrEnum):
    """What became of it."""

    DONE = "done"
    ALREADY = "already"  # it was so before; nothing changed, and a take gets the version once more
    REFUSED = "refused"  # and will be: `code` says why


class MoveAsked(Schema):
    """One move. `move`: a UUID that the releasing tablet drew; `version`: the digest of the version that goes over."""

    class Meta:
        unknown = EXCLUDE

    move = fields.String(required=True, validate=validate.Regexp(_UUID))
    act = fields.String(required=True, validate=validate.OneOf([each.value for each in Act]))
    report = fields.String(required=True, validate=validate.Regexp(_UUID))
    version = fields.String(required=True, validate=validate.Regexp(_DIGEST))


class MoveAnswered(Schema):
    """One move's outcome, in the order of the request. For a take that was not refused `sealed` is the version as
    `shared.seal.Sealed.text` has it and `key` its author's public key; both are "" otherwise, as `code` is."""

    class Meta:
        unknown = EXCLUDE

    move = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf([each.value for each in Answer]))
    code = fields.String(required=True)
    sealed = fields.String(required=True)
    key = fields.String(required=True)
