"""Every camera that was, or should have been, recording (data dictionary 5.7). The footage itself is never here."""

from shared.about import Given, Is, Not
from shared.catalog import PartSchema, part
from shared.fields import Choice, Choices, Count, Flag, Instant, Patterned, Ref, Text
from shared.report.asking import either, section

cameras, review, records = section("cameras"), section("review"), section("records")

RECORDED = Not(Is("activation", "not_activated", "no_camera_assigned"))
STARTED = Is("activation", "before_arrival", "on_arrival", "after_first_contact")
GAP = Is("activation", "after_first_contact", "not_activated", "no_camera_assigned")
BROKEN = Is("off_reason", "malfunction", "battery")


@part("bwv_reference", repeated=True)
class BwvReference(PartSchema):
    """One row for each of our people on the scene, also for one without a camera."""

    wearer_serial = Patterned(cameras("1!", "R", "ED17-L1", "text", card=2), "serial")
    activation = Choice(cameras("1!", "P", "ED17-L1", "chips", card=2), "bwv_activation")
    activated_at = Instant(cameras("2", "P", "ED17-L1", "time", needed=STARTED, asked=RECORDED))
    off_reason = Choice(cameras("2", "P", "ED17-L1", "chips", needed=GAP), "bwv_off_reason", other=True)
    off_reason_text = Text(
        cameras("2", "P", "ED17-L1", "text", asked=either(GAP, Given("off_reason"))),
        min=10,
        max=160,
        free=True,
    )
    camera_serial = Patterned(
        cameras("3", "R", "ED17-L1", "text", asked=Not(Is("activation", "no_camera_assigned"))),
        "camera_serial",
    )
    first_contact_at = Instant(cameras("3", "P", "LAPD-BWV", "time"))
    deactivated_at = Instant(cameras("3", "P", "ED17-L1", "time", asked=RECORDED))
    late_seconds = Count(cameras("A", "P", "LAPD-BWV", "none"), max=86400)
    malfunction_reported_to = Patterned(cameras("3", "R", "ED17-L1", "text", needed=BROKEN, asked=BROKEN), "serial")
    replacement_camera_serial = Patterned(cameras("3", "R", "ED17-L1", "text", asked=BROKEN), "camera_serial")
    alternative_video = Choices(cameras("3", "P", "ED17-L2", "chips", needed=GAP), "alternative_video")
    tag_id = Text(cameras("3!", "P", "ED17-L2", "text", asked=RECORDED), max=20)
    category = Choice(cameras("3!", "P", "ED17-L2", "search", asked=RECORDED), "bwv_category")
    medical_limit = Flag(cameras("A", "P", "SB-691", "none"))
    ems_redaction = Flag(cameras("A", "P", "SB-691", "none"))
    release_class = Choice(cameras("A", "C", "LAPD-BWV", "none"), "release_class")

    hold_flagged_in_dems = Choice(review("4!", "P", "ED17-L2", "segments", asked=RECORDED), "yes_no")
    hold_by = Patterned(review("4", "R", "ED17-L2", "text"), "serial")
    hold_at = Instant(review("4", "P", "ED17-L2", "time"))
    oig_notified_at = Instant(review("4", "P", "ED17-L6", "time"))
    upload_status = Choice(records("5", "R", "ED17-L2", "segments"), "upload_status")
    uploaded_at = Instant(records("5", "R", "ED17-L2", "time"))
    evidence_guid = Patterned(records("5", "R", "ED17-L2", "text"), "evidence_guid")


@part("interruption", repeated=True, parent="bwv_reference")
class Interruption(PartSchema):
    """A time within a recording when the camera did not record."""

    bwv_ref = Ref(cameras("A!", "P", "ED17-L1", "none"), "bwv_reference")
    from_at = Instant(cameras("3!", "P", "ED17-L1", "time"))
    to_at = Instant(cameras("3", "P", "ED17-L1", "time", marks=("unknown",)))
    reason = Choice(cameras("3!", "P", "ED17-L1", "chips"), "bwv_off_reason", other=True)
    alternative_video = Choices(cameras("3!", "P", "ED17-L2", "chips"), "alternative_video")
