"""Who had to be told, and when they were (data dictionary 5.9)."""

from shared.about import Given, Not
from shared.catalog import PartSchema, part
from shared.fields import Choice, Instant, Patterned, Text
from shared.report.asking import section

notices, review = section("notices"), section("review")

SENT = Given("sent_at")


@part("notification", repeated=True)
class Notification(PartSchema):
    """One notice to one addressee."""

    target = Choice(notices("2!", "P", "LAPD-2025-06", "search"), "notification_target", other=True)
    required_by_rule = Text(notices("A", "P", "RECORD", "none"), max=20)
    due_at = Instant(notices("A", "P", "RECORD", "none"))
    sent_at = Instant(notices("2", "P", "ED12", "time", needed=Not(Given("not_sent_reason"))))
    channel = Choice(notices("2", "P", "ED12", "segments", needed=SENT, asked=SENT), "notice_channel")
    by_serial = Patterned(notices("2", "R", "ED12", "text", needed=SENT, asked=SENT), "serial")
    not_sent_reason = Text(notices("2", "R", "ED12", "text", asked=Not(SENT)), max=160, free=True)

    acknowledged_by = Text(review("4", "R", "ED12", "text"), max=60)
    acknowledged_at = Instant(review("4", "R", "ED12", "time"))
