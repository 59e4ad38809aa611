"""Who writes the report, as the sign-in knows it. The public sees the rank, never the serial or the name."""

from shared.catalog import PartSchema, part
from shared.fields import Choice, Patterned, Text
from shared.report.asking import section

scene = section("scene")


@part("author", repeated=False)
class Author(PartSchema):
    """The officer whose key seals the report."""

    serial = Patterned(scene("A!", "R", "RECORD", "none"), "serial")
    name = Text(scene("A!", "R", "RECORD", "none"), max=80)
    rank = Choice(scene("A!", "P", "RECORD", "none"), "rank")
