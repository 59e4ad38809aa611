"""`scenebook duties`: the five duties of a month, counted (`server.monthly`)."""

import json

import click

from server.accounts.people import SYSTEM
from server.cli.common import AskedWrongly, opened
from shared.canonical import Value
from shared.seal import KINDS
from shared.words import say


@click.command()
@click.option("--month", required=True, help="The month in which the incidents began, as 2026-04.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="One line a duty, state and reason.")
@click.option("--public", is_flag=True, help="Numbers from one to two are hidden, and what would give them away.")
def duties(month: str, as_json: bool, as_csv: bool, public: bool) -> None:
    """Count how the five duties stand over a month's reports, final and interim ones apart.

    A report counts once, by its newest version, in the month of the date on which its incident began. Who counted is
    written to the log.
    """
    from server import monthly

    with opened() as services:
        try:
            data = monthly.shown(monthly.count(services, SYSTEM, month), public=public)
        except monthly.BadMonth as error:
            raise AskedWrongly(f"{month} is not a month: write it as 2026-04.") from error
        vocabulary = services.form().configuration.vocabulary
        if as_json:
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        elif as_csv:
            click.echo(monthly.table(data, vocabulary, "en"), nl=False)
        else:
            click.echo("\n".join(_lines(data, public)))


def _lines(data: dict[str, Value], public: bool) -> list[str]:
    from server.monthly import STATES

    said: list[str] = []
    left_out = data["left_out"]
    assert isinstance(left_out, dict)
    for kind in reversed(KINDS):
        held = data[kind]
        assert isinstance(held, dict) and isinstance(held["duties"], list)
        said.append(say(f"duties.kind.{kind}", "en", month=data["month"], count=held["reports"]))
        heads = [say(f"duty.state.{state.value}", "en") for state in STATES]
        said.append(f"  {'':<32}" + "".join(f"{head:>16}" for head in heads))
        for each in held["duties"]:
            assert isinstance(each, dict) and isinstance(each["counts"], dict)
            numbers = "".join(f"{each['counts'][state.value]!s:>16}" for state in STATES)
            said.append(f"  {say('duty.' + str(each['duty']), 'en'):<32}{numbers}")
        said.append("")
    said += [say("duties.counts", "en"), say("duties.left_out", "en", **left_out)]
    return [*said, say("duties.public", "en")] if public else said
