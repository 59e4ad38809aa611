"""What every scene tells alike: our units and cameras, the notices, the number of the incident."""

from shared.answers import Row
from shared.canonical import Value
from shared.catalog import Form
from shared.samples.building import Story

Person = tuple[str, str, str]
"""Serial, rank, name."""


def unit(story: Story, designation: str, role: str, people: tuple[Person, ...], **answers: Value) -> str:
    """One of our units with its people."""
    row = story.row("responding_unit", unit_designation=designation, role=role, **answers)
    for serial, rank, name in people:
        story.row("personnel", unit_ref=row, person_serial=serial, person_rank=rank, person_name=name)
    return row


def camera(story: Story, serial: str, activation: str, number: str, **answers: Value) -> str:
    """One camera with the category of these scenes."""
    told: Row = {"tag_id": number, "category": "ed17_federal_scene", "release_class": "restricted"}
    return story.row("bwv_reference", wearer_serial=serial, activation=activation, **(told | answers))


def notices(story: Story, serial: str, *told: tuple[str, str, str]) -> list[str]:
    """Notices by one of ours: target, wall clock time, channel."""
    return [
        story.row("notification", target=target, sent_at=story.at(time), channel=channel, by_serial=serial)
        for target, time, channel in told
    ]


def kept(form: Form, day: str) -> Row:
    """What the app itself puts into every incident: the hold, and the state of the law when it began."""
    law: Value = [row.id for row in form.configuration.city.law_on(day)]
    return {"preservation_hold": True, "hold_reason": "ED17", "legal_status_snapshot": law}
