"""What happened in order, the narrative, the files, the words kept or taken out (data dictionary 5.11, 5.12)."""

from shared.about import Is
from shared.catalog import PartSchema, part
from shared.fields import Choice, Count, Digest, Flag, Instant, Patterned, Ref, Text
from shared.report.asking import section

narrative, records = section("narrative"), section("records")

FILE_LIMIT = 25 * 1024 * 1024
LINK = Is("kind", "link")
IS_FILE = Is("kind", "photo", "video", "audio", "document", "signature")
KEPT = Is("decision", "kept_quote")


@part("entry", repeated=True)
class Entry(PartSchema):
    """One line of the timeline. Never edited: a correction is a new line that names the old one."""

    kind = Choice(narrative("1!", "R", "ED17-L2", "chips"), "entry_kind")
    at = Instant(narrative("1!", "R", "ED17-L2", "time"))
    text = Text(narrative("1", "R", "ED17-L2", "paragraph"), max=500, free=True)
    media_ref = Ref(narrative("1", "R", "ED17-L2", "attach", asked=Is("kind", "photo")), "media")
    corrects_id = Ref(narrative("1", "R", "ED17-L2", "reference"), "entry")


@part("narrative", repeated=False)
class Narrative(PartSchema):
    """The officer's own account, and why it is late or changed."""

    narrative_text = Text(narrative("3!", "R", "ED17-L2", "paragraph"), min=150, max=8000, free=True)
    late_entry_reason = Text(narrative("3", "R", "RECORD", "text"), max=250, free=True)
    amendment_reason = Text(narrative("3", "R", "RECORD", "text"), max=250, free=True)

    narrative_public_text = Text(records("5", "P", "GOV-7923.615", "paragraph"), max=8000, free=True)


@part("media", repeated=True)
class Media(PartSchema):
    """One file, named by its digest at the moment of capture; the bytes travel beside the record."""

    kind = Choice(narrative("2!", "C", "ED17-L2", "chips"), "media_kind")
    sha256 = Digest(narrative("A", "C", "RECORD", "none", needed=IS_FILE, asked=IS_FILE))
    size_bytes = Count(narrative("A", "C", "RECORD", "none", needed=IS_FILE, asked=IS_FILE), min=1, max=FILE_LIMIT)
    media_type = Text(narrative("A", "C", "RECORD", "none", needed=IS_FILE, asked=IS_FILE), max=80)
    link = Patterned(narrative("2", "C", "ED17-L2", "text", needed=LINK, asked=LINK), "link")
    captured_at = Instant(narrative("A!", "C", "ED17-L2", "time"))
    caption = Text(narrative("2", "C", "ED17-L2", "text"), max=120, free=True)
    is_original = Choice(narrative("2", "C", "ED17-L2", "segments"), "yes_no_unknown")
    consent = Choice(narrative("2", "C", "CIV-1798.3", "segments"), "media_consent")
    contains_minor = Choice(narrative("2", "C", "WIC-827", "segments"), "yes_no_unknown")
    contains_credential = Choice(narrative("2", "C", "USC-18-119", "segments"), "yes_no_unknown")
    exif_gps_kept = Flag(narrative("A", "C", "RECORD", "none"))


@part("lint_decision", repeated=True)
class LintDecision(PartSchema):
    """What the writer did about words that must not be held. Removed words are not kept anywhere, this row included."""

    at = Text(narrative("A!", "C", "GOV-7284.6", "none"), max=200)
    kind = Choice(narrative("A!", "C", "GOV-7284.6", "none"), "lint_kind")
    decision = Choice(narrative("3!", "C", "GOV-7284.6", "segments"), "lint_decision")
    quote = Text(narrative("A", "C", "GOV-7284.6", "none", needed=KEPT, asked=KEPT), max=500)
    reason = Text(narrative("3", "C", "GOV-7284.6", "text", needed=KEPT, asked=KEPT), min=10, max=250)
