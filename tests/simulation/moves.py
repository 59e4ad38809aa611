"""Drafts that go from one of an officer's tablets to the other: what must hold of them in every world.

Never is a draft open on two tablets. Once the faults have stopped and everybody has asked for what is offered, exactly
one has it, with every answer as it was last kept anywhere. Where a vault was copied or put back two tablets can write,
and for a while also after the server was (docs/decisions/0007-one-tablet-at-a-time.md): there less is asked.
"""

from typing import TYPE_CHECKING

from mobile.drafting import DraftError
from tests.simulation.oracles import demand
from tests.simulation.seat import Seat

if TYPE_CHECKING:
    from tests.simulation.world import World


def pairs(world: "World") -> list[Seat]:
    """The tablets of officers who have another one."""
    return [each for each in world.seats if _others(world, each)]


def subjects(kind: str, seat: Seat, choked: set[str]) -> list[str]:
    """The reports on a tablet that a step of this kind can be about."""
    if kind == "take":
        return seat.in_states("offered", "moved")
    found = seat.in_states("draft") if kind == "release" else seat.reports(open=True)
    return [each for each in found if each not in choked]


def check_kept(world: "World", seat: Seat, report: str) -> None:
    """What is about to be written on says all that was kept of it anywhere."""
    if report in world.written and not _two_may_write(world):
        demand(seat.written(report) == world.written[report], "a draft came over with other answers than it left with")


def remember(world: "World", seat: Seat, report: str) -> None:
    """Take up what the disk holds after a step: of the report that was written on, and of new ones."""
    for each in seat.reports(open=True):
        if each == report or each not in world.written:
            world.written[each] = seat.written(each)


def check_one_writer(world: "World", seat: Seat) -> None:
    """No draft of this tablet is open on another one too."""
    if _two_may_write(world) or seat.unchanged_for("check_one_writer"):
        return
    mine = set(seat.reports(open=True))
    for other in _others(world, seat):
        demand(not mine & set(other.reports(open=True)), "a draft is open on two tablets")


def hand_on(world: "World") -> None:
    """Every tablet of an officer with two hands one draft on, with a line that is in no version yet."""
    for seat in pairs(world):
        for report in subjects("release", seat, world.choked)[-1:]:
            check_kept(world, seat, report)
            seat.add_line(report, seat.name)
            world.written[report] = seat.written(report)
            seat.moving.release(report)
            seat.recall()


def ask_for_all(world: "World") -> None:
    """Every tablet asks for all that is offered to it: two of one officer for the same."""
    for seat in world.seats:
        for report in seat.in_states("offered"):
            try:
                seat.moving.take(report)
            except DraftError as error:
                demand(_two_may_write(world), f"what is offered is not to be had: {error}")


def check_settled(world: "World") -> None:
    """After the faults have stopped and everybody asked: who has each draft, and what it says."""
    if world.cloned:
        return
    writers: dict[str, list[Seat]] = {}
    for seat in world.seats:
        for report in seat.reports(open=True):
            writers.setdefault(report, []).append(seat)
    for report, written in world.written.items():
        having = writers.get(report, [])
        demand(having, "a draft is open nowhere")
        if not _two_may_write(world):
            demand(len(having) == 1, "a draft is open on two tablets")
            demand(having[0].written(report) == written, "a draft is not all there")


def _others(world: "World", seat: Seat) -> list[Seat]:
    """The other tablets of its officer."""
    return [each for each in world.seats if each is not seat and each.vault.person.id == seat.vault.person.id]


def _two_may_write(world: "World") -> bool:
    return world.cloned or bool(world.past.reaches)
