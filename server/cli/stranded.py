"""`scenebook import` and `scenebook recover`: help for a tablet that cannot help itself."""

from pathlib import Path

import click

from server.accounts.people import SYSTEM
from server.cli.common import Wrong, opened
from server.importing import NotImported, code_for_vault, take_in
from shared.protocol import Outcome
from shared.words import say

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
def import_(file: Path) -> None:
    """Take in the undelivered reports and photos that a tablet wrote into FILE. Doing it twice changes nothing."""
    with opened() as services, file.open("rb") as content:
        try:
            done = take_in(services, content, SYSTEM)
        except NotImported as error:
            raise Wrong(f"{file}: {say(error.code)}") from error
    for each in done.taken:
        why = " ".join(sorted({problem.code for problem in each.problems})) if each.index < 0 else ""
        click.echo("\t".join((each.digest or "?", each.outcome.value, why)).rstrip())
    for one in done.brought:
        click.echo("\t".join((one.digest, "file", say(one.code) if one.code else "stored" if one.new else "already")))
    refused = sum(each.outcome is Outcome.REFUSED for each in done.taken)
    click.echo(f"{len(done.taken)} versions of tablet {done.vault}: {len(done.taken) - refused} are here now.")
    missing = sum(bool(each.code) for each in done.brought)
    if done.brought:
        click.echo(f"{len(done.brought)} photos and documents: {len(done.brought) - missing} are here now.")
    if refused or missing:
        raise Wrong(f"{refused} versions were refused, {missing} photos or documents are not whole. Keep the file.")


@click.command()
@click.argument("file", type=FILE)
def recover(file: Path) -> None:
    """Read out the code that gives a vault a new passphrase. FILE is the vault.json that the tablet names.

    Be sure who is asking: whoever has the tablet and the code reads everything in the vault.
    """
    with opened() as services:
        try:
            code = code_for_vault(services, file.read_bytes(), SYSTEM)
        except NotImported as error:
            raise Wrong(f"{file}: {say(error.code)}") from error
    click.echo(code)
