"""`scenebook backup` and `restore`: a copy of the database, and the way back."""

from pathlib import Path

import click

from server import restoring
from server.cli.common import AskedWrongly, Wrong, opened, saying, settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE while it is in use, encrypted with the same key; its SHA-256 goes to FILE.sha256.

    Copy the folder `files` after it: it holds photos and documents, encrypted as well.
    """
    with opened() as services:
        try:
            digest = restoring.back_up(services.store, file)
        except restoring.WouldReplace as error:
            raise AskedWrongly(
                f"{error} is already there. A backup never replaces another: choose a new name."
            ) from error
    click.echo(f"{digest}  {file}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--already-in-place", is_flag=True, help="The database was put back by other means; begin a new origin.")
def restore(file: Path | None, already_in_place: bool) -> None:
    """Put the backup FILE in place of a database that is gone, and let the log go on under a new origin.

    The folder `keys` must be in its place first; put the folder `files` back as well. Tablets then send again what came
    after the backup. --already-in-place instead of FILE is for a database that was put back by other means
    (PostgreSQL's own, a disk image). There is no way back: never do it to a server that lost nothing.
    """
    given = settings()
    if bool(file) == already_in_place:
        raise AskedWrongly("Name the backup, or say --already-in-place: one of the two.")
    if file and given.database_url:
        raise AskedWrongly(
            "PostgreSQL is restored with its own tools. Then run `scenebook restore --already-in-place`."
        )
    if file is None:
        with opened() as services:
            try:
                done = services.store.write(lambda db: restoring.begin_again(db, services))
            except restoring.BadBackup as error:
                raise Wrong(f"The database cannot be used: {error}. Nothing was changed.") from error
    else:
        with saying():
            try:
                done = restoring.restore(given, file)
            except restoring.WouldReplace as error:
                raise AskedWrongly(
                    f"{error} is already there. Nothing was changed. Stop the server and move everything that begins"
                    " with this name away first; a restore replaces nothing."
                ) from error
            except restoring.BadBackup as error:
                raise Wrong(f"{file} cannot be restored: {error}. Nothing was changed.") from error
    click.echo(f"Restored to {done.before.size} entries of {done.before.origin}. The log goes on as {done.origin}.")
    click.echo("Tablets send again what came after. Publish `scenebook trust` again, and look at who was suspended,")
    click.echo("enrolled, reviewed or released since the backup: this is not on the tablets and has to be done again.")
