"""The printed packet, the readable record, the note inside a bundle, and the clerk's pages."""

WORDS = {
    # states of a question in the record
    "export.state.answered": "answered",
    "export.state.unknown": "unknown",
    "export.state.not_observed": "not observed",
    "export.state.refused": "refused",
    "export.state.blank": "left blank",
    "export.state.not_asked": "not asked: did not apply",
    "export.state.not_in_version": "not a question of that form version",
    "export.state.withheld": "[recorded - withheld pending review]",
    # the packet
    "export.packet.title": "Case {number}",
    "export.packet.running": "Case {number}",
    "export.packet.copy.full": "Full copy",
    "export.packet.copy.redacted": "Redacted copy for the public",
    "export.packet.publisher": "{city} Police Department, records of federal immigration-enforcement scenes",
    "export.packet.made": "Made {at}",
    "export.packet.page": "Page {page} of {pages}",
    "export.packet.not_approved": "NOT APPROVED",
    "export.packet.case": "Case",
    "export.packet.case_title": "Subject",
    "export.packet.opened": "Opened",
    "export.packet.made_at": "Exported",
    "export.packet.recipient": "For",
    "export.packet.purpose": "Purpose",
    "export.packet.copy": "Copy",
    "export.packet.reports": "Reports",
    "export.packet.included": "What is in it, and what is not",
    "export.packet.report": "Report",
    "export.packet.report_number": "Report {number}",
    "export.packet.shown": "Answers shown",
    "export.packet.pending": "Withheld pending review",
    "export.packet.confidential": "Confidential, counted only",
    "export.packet.added_shown": "Annotations shown",
    "export.packet.added_withheld": "Annotations withheld",
    "export.packet.counts_note": "Answers are counted in the approved version of each report. A question that was left blank, or did not apply, is not an answer.",
    "export.packet.redacted_note": 'An answer marked "{withheld}" exists and was sealed by the officer; it may be released after a decision. Confidential answers are counted and never listed, so that nobody can tell which question they answer.',
    "export.packet.full_note": "Nothing is withheld from this copy.",
    "export.packet.files_note": "Files beside the reports, enclosed in the folder files/ and named by their SHA-256: {count}.",
    "export.packet.files_missing_note": "Named by a report, but not received by the department before this export: {names}.",
    "export.packet.excluded_note": "Not included: reports that are not linked to this case, drafts, reviewers' comments that were never sent, body-worn video (the record points to it).",
    "export.packet.words_note": "Questions are printed as the officer was asked them.",
    "export.packet.check": "How to check this packet",
    "export.packet.check_1": "This PDF is one file of a bundle (a zip). The bundle's manifest.json lists every file with its SHA-256; the department's log names the SHA-256 of that manifest.",
    "export.packet.check_2": "Check the whole bundle with: scenebook verify --trust trust.json BUNDLE.zip, or with the script inside it: python3 verify.py BUNDLE.zip trust.json.",
    "export.packet.check_3": 'Get trust.json from the department by another way than the bundle. Without it the answer is only "consistent, origin unproven".',
    "export.packet.check_4": "The data behind this packet is attached to this PDF and stands in the bundle as record.json.",
    "export.packet.scene": "At a glance",
    "export.packet.duties": "The five duties of Executive Directive 17",
    "export.packet.none_recorded": "None recorded.",
    "export.packet.left_blank": "Left blank:",
    "export.packet.not_then": "Not asked by that form version:",
    "export.packet.withheld_note": "Of this report {pending} answers are recorded and withheld pending review, and {confidential} confidential answers are counted but not listed.",
    "export.packet.annotations": "Added by others, beside the officer's words",
    "export.packet.question": "Question",
    "export.packet.added": "Added",
    "export.packet.by": "By, at, log entry",
    "export.packet.decisions": "Review decisions",
    "export.packet.decision": "Decision",
    "export.packet.said": "Note and comments",
    "export.packet.decision.returned": "Returned",
    "export.packet.decision.approved": "Approved",
    "export.packet.comments_withheld": "{number} notes withheld",
    "export.packet.no_note": "no note",
    "export.packet.whole_report": "whole report",
    "export.packet.chain": "Versions",
    "export.packet.chain_note": "Each version is signed by its author and names the one before it by its digest. The packet prints the approved one; all are in the bundle.",
    "export.packet.version": "Version",
    "export.packet.sealed_at": "Sealed at",
    "export.packet.sealed_by": "Sealed by",
    "export.packet.digest": "SHA-256",
    "export.packet.kind.interim": "interim",
    "export.packet.kind.final": "final",
    "export.packet.branched": "on an older version",
    "export.packet.approved_mark": "approved",
    "export.packet.digests": "To compare",
    "export.packet.head_digest": "Approved version, SHA-256",
    "export.packet.record_digest": "record.json, SHA-256",
    "export.packet.report_id": "Report id",
    "export.packet.name_withheld": "{rank}, name withheld",
    "export.packet.entry": "log entry {index}",
    "export.packet.superseded": "A newer version of this report exists. What is printed here is the version that was approved.",
    "export.packet.attached": "Report {report} as data",
    # the note inside the bundle
    "export.readme": """Case {number}, {copy}
{line}

What this is
------------
Records of scenes of federal immigration enforcement, as police officers sealed them and supervisors approved them,
exported by the records office. Nothing here was typed again: the readable parts were made from the sealed ones.

  packet.pdf                   the case, printable
  reports/.../record.json      each report as data, every version, in words and as sealed
  reports/.../version-N.sdjwt  each version as its author signed it (SD-JWT, RFC 9901)
  reports/.../reviews.json     what reviewers decided
  files/                       photos and documents as they were taken, by their SHA-256; none in a redacted copy
  definitions/                 the form, lists and city settings the versions were made with
  log/                         the log entries that all this rests on, with their proofs (RFC 9162)
  manifest.json                every file with its size and SHA-256, and what is counted
  seal.json                    the log entry of this export, which names the manifest
  verify.py                    a program that checks all of it

How to check it
---------------
With the department's trust file (get it by another way than this bundle):

  python3 verify.py BUNDLE.zip trust.json        needs Python 3.11 and the package "cryptography"
  scenebook verify --trust trust.json BUNDLE.zip

  "genuine" means: this is what the department's log says was exported, and not a bit of it was changed.

Without the trust file the same commands find damage and contradictions, but not a complete forgery:

  "consistent, origin unproven" means: nothing contradicts itself. Who made it was not checked.

What no check can say: whether what an officer wrote is true, or whether other reports of the scene exist.

A program that comes with the thing it checks proves little to a careful reader. Take verify.py from a source you
trust, or compare it with the published source.

What is withheld
----------------
{withheld}
""",
    "export.readme.full": "Nothing is withheld from this copy.",
    "export.readme.redacted": """Answers marked "[recorded - withheld pending review]" exist and are covered by the officer's signature; their value
is not in this bundle. Confidential answers are counted and not listed. Each withheld answer is hidden behind a salt
of 144 random bits: nothing here lets anyone test a guess.""",
    "export.packet.copy.prosecutor": "Prosecutor's copy",
    "export.packet.made_for": "Asked for by",
    "export.packet.order": "Order",
    "export.packet.prosecutor_note": "Withheld from this copy are only personnel matters of the department (Penal Code 832.7); they are counted as confidential.",
    "export.packet.by_decision_note": "Answers shown because a records clerk decided so, each with its log entry in record.json: {count}.",
    "export.readme.prosecutor": """Only personnel matters of the department (Penal Code 832.7) are withheld. They are counted and not listed.""",
}
