"""`scenebook lint`: words that must not be held, found in lines of text (`shared.lint`)."""

import json
from typing import TextIO

import click


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line: {line, findings: [{start, end, kind, why}]}."
)
def lint(file: TextIO, as_json: bool) -> None:
    """Look for words that a record must not hold, line by line; FILE may be - for standard input.

    Immigration status, nationality, A-numbers, home addresses and the like, in English and Spanish. Exit status 1
    when something was found.
    """
    from shared.lint import findings
    from shared.words import say

    found_any = False
    for number, text in enumerate(file, 1):
        found = findings(text.rstrip("\r\n"))
        found_any = found_any or bool(found)
        if as_json:
            spans = [{"start": each.start, "end": each.end, "kind": each.kind, "why": each.why} for each in found]
            click.echo(json.dumps({"line": number, "findings": spans}))
        else:
            for each in found:
                click.echo(f"{number}:{each.start + 1}: {text[each.start : each.end]!r}: {say(each.why)}")
    if found_any and not as_json:
        raise click.exceptions.Exit(1)
