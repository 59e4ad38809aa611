"""Reports are looked up by their incident number: several officers may have told of one scene."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the index."""
    op.create_index("report_incident", "report", ["incident_number"])
