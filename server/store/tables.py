"""The server's tables, as SQLAlchemy Core metadata. Alembic migrations build exactly these; a test compares them.

Portable on purpose: client-made ids as keys, texts for times (RFC 3339 UTC, milliseconds) and canonical JSON, no
sequences, no triggers beyond the immutability of `version` on SQLite, one `log_head` row that orders all writers.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

UUID = String(36)
DIGEST = String(64)
TIME = String(30)

person = Table(
    "person",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("serial", String(20), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("rank", String(60), nullable=False),
    Column("roles", Text, nullable=False),  # canonical JSON list of access.Role values
    Column("areas", Text, nullable=False),  # canonical JSON list of area codes a supervisor reviews; [] means all
    Column("password", Text, nullable=False),  # argon2id encoded hash; "" for officers who never sign in to the pages
    Column("failures", Integer, nullable=False),
    Column("failed_at", TIME, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("created_at", TIME, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("token_digest", DIGEST, primary_key=True),
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("started_at", TIME, nullable=False),
    Column("seen_at", TIME, nullable=False),
    Column("ended_at", TIME, nullable=False),  # "" while it lasts
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("code_digest", DIGEST, primary_key=True),
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("offered_at", TIME, nullable=False),
    Column("expires_at", TIME, nullable=False),
    Column("used_at", TIME, nullable=False),
    Column("device_id", UUID, nullable=False),  # "" until used
)

device = Table(
    "device",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("incarnation", UUID, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("enrolled_at", TIME, nullable=False),
    Column("seen_at", TIME, nullable=False),
    Column("app", String(40), nullable=False),
    Column("clock_offset_s", Integer, nullable=False),  # device minus server at the last exchange
)

key = Table(
    "key",
    metadata,
    Column("id", String(43), primary_key=True),  # RFC 7638 thumbprint
    Column("purpose", String(10), nullable=False),  # version or device
    Column("public", String(43), nullable=False),
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("device_id", UUID, ForeignKey("device.id"), nullable=False),
    Column("bound_at", TIME, nullable=False),
    Column("bound_index", BigInteger, nullable=False),  # the log entry that binds it
    Column("revoked_at", TIME, nullable=False),
)

nonce = Table(
    "nonce",
    metadata,
    Column("device_id", UUID, nullable=False),
    Column("nonce", String(64), nullable=False),
    PrimaryKeyConstraint("device_id", "nonce"),
)

version = Table(
    "version",
    metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("report_id", UUID, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("parent", String(64), nullable=False),
    Column("branched", Boolean, nullable=False),  # its parent was not the newest version when it came
    Column("author_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("device_id", UUID, ForeignKey("device.id"), nullable=False),
    Column("incarnation", UUID, nullable=False),
    Column("device_sequence", Integer, nullable=False),
    Column("key_id", String(43), ForeignKey("key.id"), nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("sealed_at", String(40), nullable=False),
    Column("received_at", TIME, nullable=False),
    Column("log_index", BigInteger, nullable=False),
    Column("token", Text, nullable=False),
    UniqueConstraint("device_id", "incarnation", "device_sequence"),
    Index("version_report", "report_id", "sequence"),
)

disclosure = Table(
    "disclosure",
    metadata,
    Column("version_digest", DIGEST, ForeignKey("version.digest"), primary_key=True),
    Column("texts", Text, nullable=False),  # joined by ~; the only part of a version that a lawful destruction changes
    Column("problems", Text, nullable=False),  # canonical JSON of the rules' warnings and flags at acceptance
)

report = Table(
    "report",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("head", DIGEST, nullable=False),  # newest version that was not a branch
    Column("final", Boolean, nullable=False),
    Column("state", String(12), nullable=False),  # review.State
    Column("author_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("area_code", String(4), nullable=False),
    Column("incident_number", String(20), nullable=False),
    Column("incident_date", String(10), nullable=False),
    Column("summary", Text, nullable=False),  # canonical JSON: what the queue shows (see reviewing)
    Column("branches", Integer, nullable=False),
    Column("received_at", TIME, nullable=False),
    Column("updated_at", TIME, nullable=False),
    Index("report_queue", "state", "received_at"),
    Index("report_author", "author_id"),
    Index("report_incident", "incident_number"),
)

review = Table(
    "review",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("report_id", UUID, ForeignKey("report.id"), nullable=False),
    Column("version_digest", DIGEST, ForeignKey("version.digest"), nullable=False),
    Column("decision", String(10), nullable=False),  # returned or approved
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("at", TIME, nullable=False),
    Column("note", Text, nullable=False),
    Column("comments", Text, nullable=False),  # canonical JSON list of {"at": address or "", "text": ...}
    Column("log_index", BigInteger, nullable=False),
    Index("review_report", "report_id"),
)

annotation = Table(
    "annotation",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("report_id", UUID, ForeignKey("report.id"), nullable=False),
    Column("part", String(40), nullable=False),
    Column("row", UUID, nullable=False),
    Column("field", String(60), nullable=False),
    Column("value", Text, nullable=False),  # canonical JSON
    Column("salt", String(32), nullable=False, server_default=""),  # of the log entry's binding
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("at", TIME, nullable=False),
    Column("log_index", BigInteger, nullable=False),
    Index("annotation_report", "report_id"),
)

case_file = Table(
    "case_file",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("number", String(20), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("opened_by", UUID, ForeignKey("person.id"), nullable=False),
    Column("opened_at", TIME, nullable=False),
)

case_report = Table(
    "case_report",
    metadata,
    Column("case_id", UUID, ForeignKey("case_file.id"), nullable=False),
    Column("report_id", UUID, ForeignKey("report.id"), nullable=False),
    Column("linked_at", TIME, nullable=False),
    Column("unlinked_at", TIME, nullable=False),
    PrimaryKeyConstraint("case_id", "report_id", "linked_at"),
)

export = Table(
    "export",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id"), nullable=False),
    Column("copy", String(10), nullable=False),  # full, prosecutor or redacted
    Column("requester", String(20), nullable=False, server_default=""),
    Column("order_reference", Text, nullable=False, server_default=""),
    Column("recipient", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("manifest", DIGEST, nullable=False),
    Column("sha256", DIGEST, nullable=False),  # of the bundle file
    Column("bytes", BigInteger, nullable=False),
    Column("file", Text, nullable=False),  # name below the data folder's exports/
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("at", TIME, nullable=False),
    Column("log_index", BigInteger, nullable=False),
)

showing = Table(
    "showing",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("report_id", UUID, ForeignKey("report.id"), nullable=False),
    Column("part", String(40), nullable=False),
    Column("row", UUID, nullable=False),
    Column("field", String(60), nullable=False),
    Column("profile", String(12), nullable=False),  # of shared.privacy.RECIPIENTS
    Column("recipient", Text, nullable=False),  # "" for everybody of the profile
    Column("reason", Text, nullable=False),
    Column("chain", DIGEST, nullable=False),  # of the versions that the clerk looked at
    Column("salt", String(32), nullable=False),
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("at", TIME, nullable=False),
    Column("log_index", BigInteger, nullable=False),
    Column("ended_at", TIME, nullable=False),  # "" while it holds
    Index("showing_report", "report_id"),
)

file = Table(
    "file",
    metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("bytes", BigInteger, nullable=False),
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),  # whose tablet brought it first
    Column("device_id", UUID, ForeignKey("device.id"), nullable=False),
    Column("received_at", TIME, nullable=False),
    Column("log_index", BigInteger, nullable=False),
)

upload = Table(
    "upload",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("device_id", UUID, ForeignKey("device.id"), nullable=False),
    Column("digest", DIGEST, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("begun_at", TIME, nullable=False),
    UniqueConstraint("device_id", "digest", "bytes"),
)

move = Table(
    "move",
    metadata,
    Column("id", UUID, primary_key=True),  # drawn by the tablet that releases
    Column("report_id", UUID, nullable=False),
    Column("version_digest", DIGEST, nullable=False),  # of one that is not here, where the release was refused
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("released_by", UUID, ForeignKey("device.id"), nullable=False),
    Column("released_at", TIME, nullable=False),
    Column("log_index", BigInteger, nullable=False),
    Column("code", String(40), nullable=False),  # why the release was refused, "" if it was not
    Column("taken_by", UUID, nullable=False),  # the tablet that goes on, "" while any may take it
    Column("taken_at", TIME, nullable=False),
    Index("move_report", "report_id", "log_index"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("person_id", UUID, ForeignKey("person.id"), nullable=False),
    Column("position", BigInteger, nullable=False),  # the log index of the act that caused it
    Column("kind", String(20), nullable=False),
    Column("report_id", String(36), nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("person_id", "position", "report_id"),
)

log_entry = Table(
    "log_entry",
    metadata,
    Column("index", BigInteger, primary_key=True, autoincrement=False),
    Column("commitment", DIGEST, nullable=False),
    Column("opening", LargeBinary, nullable=True),  # NULL only after a lawful destruction
    Column("act", String(40), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("at", TIME, nullable=False),
    Index("log_subject", "subject"),
)

log_node = Table(
    "log_node",
    metadata,
    Column("level", Integer, nullable=False),
    Column("index", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    PrimaryKeyConstraint("level", "index"),
)

log_head = Table(
    "log_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("origin", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("root", LargeBinary(32), nullable=False),
)

configuration = Table(
    "configuration",
    metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("kind", String(12), nullable=False),  # vocabulary or city
    Column("content", Text, nullable=False),
    Column("published_at", TIME, nullable=False),
    Column("in_force", Boolean, nullable=False),
)
