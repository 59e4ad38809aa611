"""The states of a report and the only ways between them. Pure."""

from enum import StrEnum


class State(StrEnum):
    """Where a report stands. The values are stored."""

    ON_SCENE = "on_scene"  # interim versions only: the officer is still working
    SUBMITTED = "submitted"  # a final version waits for review
    RETURNED = "returned"  # a reviewer sent it back; the officer answers with a new version
    RESUBMITTED = "resubmitted"  # answered after a return, or changed after an approval
    APPROVED = "approved"  # may leave


class Event(StrEnum):
    """What can happen to a report."""

    INTERIM = "interim"
    FINAL = "final"
    RETURN = "return"
    APPROVE = "approve"


WAITING = frozenset({State.SUBMITTED, State.RESUBMITTED})
"""The states in which a reviewer decides."""


class NotNow(ValueError):
    """The event cannot happen in this state; `code` is its sentence."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"{event.value} while {state.value}")
        self.code = f"state.{event.value}.{state.value}"


_AFTER: dict[tuple[State | None, Event], State] = {
    (None, Event.INTERIM): State.ON_SCENE,
    (None, Event.FINAL): State.SUBMITTED,
    (State.ON_SCENE, Event.INTERIM): State.ON_SCENE,
    (State.ON_SCENE, Event.FINAL): State.SUBMITTED,
    (State.SUBMITTED, Event.INTERIM): State.SUBMITTED,
    (State.SUBMITTED, Event.FINAL): State.SUBMITTED,
    (State.SUBMITTED, Event.RETURN): State.RETURNED,
    (State.SUBMITTED, Event.APPROVE): State.APPROVED,
    (State.RETURNED, Event.INTERIM): State.RETURNED,
    (State.RETURNED, Event.FINAL): State.RESUBMITTED,
    (State.RESUBMITTED, Event.INTERIM): State.RESUBMITTED,
    (State.RESUBMITTED, Event.FINAL): State.RESUBMITTED,
    (State.RESUBMITTED, Event.RETURN): State.RETURNED,
    (State.RESUBMITTED, Event.APPROVE): State.APPROVED,
    # Whatever changes after an approval reopens the review: nothing unapproved may pass for approved.
    (State.APPROVED, Event.INTERIM): State.RESUBMITTED,
    (State.APPROVED, Event.FINAL): State.RESUBMITTED,
}


def after(state: State | None, event: Event) -> State:
    """The state that follows; `state` is None before the first version. Raises NotNow."""
    follows = _AFTER.get((state, event))
    if follows is None:
        raise NotNow(state or State.ON_SCENE, event)
    return follows


def after_version(state: str, *, final: bool) -> State:
    """The state after the officer sent a version; `state` is "" before the first. A version is never refused here."""
    return after(State(state) if state else None, Event.FINAL if final else Event.INTERIM)
