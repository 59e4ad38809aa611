"""Salts that bind annotations to their log entries, who an export was for, and clerks' decisions to show an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, blank for what is there already, and the table."""
    op.add_column("annotation", sa.Column("salt", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("export", sa.Column("requester", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("export", sa.Column("order_reference", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "showing",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("row", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("profile", sa.String(length=12), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=30), nullable=False),
        sa.Column("log_index", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("showing_report", "showing", ["report_id"], unique=False)
