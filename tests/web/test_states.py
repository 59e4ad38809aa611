"""The states of a report: every pair of state and event has one answer."""

import pytest

from server.reviewing.states import Event, NotNow, State, after, after_version

FIRST, S, R, B, A = State.ON_SCENE, State.SUBMITTED, State.RESUBMITTED, State.RETURNED, State.APPROVED
TABLE = {
    None: (FIRST, S, None, None),
    FIRST: (FIRST, S, None, None),
    S: (S, S, B, A),
    B: (B, R, None, None),
    R: (R, R, B, A),
    A: (R, R, None, None),
}
CELLS = [(state, event, TABLE[state][place]) for state in TABLE for place, event in enumerate(Event)]


@pytest.mark.parametrize(("state", "event", "follows"), CELLS)
def test_each_event_leads_to_one_state_or_is_refused(state, event, follows):
    if follows is None:
        with pytest.raises(NotNow):
            after(state, event)
    else:
        assert after(state, event) is follows


def test_every_cell_is_in_the_table():
    assert len(CELLS) == (len(State) + 1) * len(Event)


def test_a_version_is_never_refused():
    for state in ("", *State):
        for final in (True, False):
            assert after_version(state, final=final) in State


def test_a_change_after_approval_reopens_the_review():
    assert after_version("approved", final=True) is State.RESUBMITTED
    assert after_version("approved", final=False) is State.RESUBMITTED
