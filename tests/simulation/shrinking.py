"""From a long failing world to the few steps that matter: drop steps while it still fails, then make the rest calm."""

from collections.abc import Callable
from dataclasses import replace

from tests.simulation.plan import Plan

RUNS = 400
"""Worlds lived at most for one shrinking."""

Fails = Callable[[Plan], bool]


def shrunk(plan: Plan, fails: Fails, runs: int = RUNS) -> Plan:
    """The smallest plan found that still fails; `plan` must."""
    left = runs

    def still(candidate: Plan) -> bool:
        nonlocal left
        left -= 1
        return left >= 0 and fails(candidate)

    size = max(1, len(plan.steps) // 2)
    while True:
        smaller, start = plan, 0
        while start < len(smaller.steps):
            candidate = replace(smaller, steps=smaller.steps[:start] + smaller.steps[start + size :])
            if still(candidate):
                smaller = candidate
            else:
                start += size
        if size == 1 and smaller == plan:
            break
        plan, size = smaller, max(1, size // 2)
    for step in plan.steps:
        candidate = replace(plan, calm=(*plan.calm, step.seed))
        if still(candidate):
            plan = candidate
    for name in ("lie_rate", "clock_rate", "trouble_rate"):
        candidate = replace(plan, **{name: 0.0})
        if getattr(plan, name) and still(candidate):
            plan = candidate
    return plan
