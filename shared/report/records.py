"""What others add beside the officer's words: review and release (data dictionary 5.12). Annotations, never sealed.

Who decided and when is on every annotation already; the fields here are what the decision says.
"""

from shared.about import Is
from shared.catalog import PartSchema, part
from shared.fields import Choice, Digest, Instant, Patterned, Ref, Text
from shared.report.asking import section

review, records = section("review"), section("records")


@part("review", repeated=True)
class Review(PartSchema):
    """One supervisor's decision about one version, with the five duties."""

    decision = Choice(review("4!", "R", "RECORD", "segments"), "review_decision")
    checklist_l1 = Choice(review("4!", "P", "ED17-L1", "segments"), "duty_state")
    checklist_l2 = Choice(review("4!", "P", "ED17-L2", "segments"), "duty_state")
    checklist_l3 = Choice(review("4!", "P", "ED17-L3", "segments"), "duty_state")
    checklist_l4 = Choice(review("4!", "P", "ED17-L4", "segments"), "duty_state")
    checklist_l5 = Choice(review("4!", "P", "ED17-L5", "segments"), "duty_state")
    checklist_reason = Text(review("4", "R", "RECORD", "paragraph"), max=500, free=True)
    reviewer_serial = Patterned(review("4!", "R", "RECORD", "none"), "serial")
    reviewed_at = Instant(review("4!", "R", "RECORD", "none"))


@part("return_item", repeated=True, parent="review")
class ReturnItem(PartSchema):
    """One question that goes back to the officer, at the field it is about."""

    review_ref = Ref(review("4!", "R", "RECORD", "none"), "review")
    field = Text(review("4!", "R", "RECORD", "none"), max=200)
    text = Text(review("4!", "R", "RECORD", "paragraph"), max=500, free=True)


@part("release", repeated=True)
class Release(PartSchema):
    """One request for the record, and what was released for it."""

    request_no = Text(records("5!", "P", "GOV-7923.615", "text"), max=40)
    requester_type = Choice(records("5!", "P", "GOV-7923.615", "chips"), "requester_type")
    basis = Text(records("5!", "P", "GOV-7923.615", "text"), max=160)
    order_reference = Text(records("5", "P", "WIC-827", "text", needed=Is("requester_type", "fed_agency")), max=80)
    due_at = Instant(records("5!", "P", "GOV-7923.615", "time"))
    package_sha256 = Digest(records("5", "P", "RECORD", "none"))
    format = Choice(records("5", "P", "RECORD", "segments"), "release_format")
    approved_by = Patterned(records("5", "R", "RECORD", "text"), "serial")


@part("redaction", repeated=True, parent="release")
class Redaction(PartSchema):
    """One value that a release does not show, and why."""

    release_ref = Ref(records("5!", "P", "RECORD", "none"), "release")
    field = Text(records("5!", "P", "RECORD", "none"), max=200)
    code = Choice(records("5!", "P", "GOV-7923.615", "chips"), "redaction_code")
    by = Patterned(records("5!", "R", "RECORD", "none"), "serial")
