"""The five duties of a report as lines of the record: computed by the server, not part of what the officer sealed."""

from datetime import datetime

from server.exporting.material import ReportHeld
from server.exporting.redaction import Policy, Shown
from shared.answers import ALL_ROWS
from shared.canonical import Value
from shared.duties import Duty, State, duties
from shared.words import say


def duty_lines(report: ReportHeld, rules: Policy, language: str, made_at: str) -> list[Value]:
    """One line a duty: {"code", "label", "state", "good", "reason"}. The reason is left out where it would say more
    than the answers that this copy shows."""
    newest = report.newest
    added = {each.address: each.value for each in report.added}
    found = duties(newest.form, newest.answers, datetime.fromisoformat(made_at), added)
    return [_line(duty, report, rules, language) for duty in found]


def _line(duty: Duty, report: ReportHeld, rules: Policy, language: str) -> dict[str, Value]:
    form = report.newest.form
    open_to_see = all(
        rules.lists_part(form, address.part) if address.row == ALL_ROWS else rules.of(form, address) is Shown.VALUE
        for address in duty.addresses
    )
    lists = form.configuration.vocabulary
    params = {name: lists.label(name, str(it), language) for name, it in duty.params.items()}
    reason = say(f"duty.reason.{duty.reason}", language, **params) if duty.reason and open_to_see else ""
    return {
        "code": duty.code,
        "label": say(f"duty.{duty.code}", language),
        "state": say(f"duty.state.{duty.state.value}", language),
        "good": duty.state in (State.MET, State.NOT_APPLICABLE),
        "reason": reason,
    }
