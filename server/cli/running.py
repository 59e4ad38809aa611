"""`scenebook init`, `serve`, `check`, `trust`: the life of a server."""

from pathlib import Path
from typing import TextIO

import click

from server import log
from server.cli.common import AskedWrongly, Wrong, opened, saying, settings
from server.cli.people import PASSWORD_FROM, added, asked_password, ranks
from server.roles import Role
from server.starting import initialise


@click.command()
@click.option("--admin-serial", default="", help="Serial number of a first administrator.")
@click.option("--admin-name", default="")
@click.option("--admin-rank", default="", help="One of the city's ranks (default: the last of them).")
@PASSWORD_FROM
def init(admin_serial: str, admin_name: str, admin_rank: str, password_stdin: bool) -> None:
    """Make the data folder, keys, database and log, or bring them to this release. Harmless when repeated."""
    if bool(admin_serial) != bool(admin_name):
        raise AskedWrongly("A first administrator needs both --admin-serial and --admin-name.")
    password = asked_password(password_stdin) if admin_serial else ""
    with saying():
        services = initialise(settings())
        try:
            if admin_serial:
                rank = admin_rank or ranks(services)[-1]
                added(services, admin_serial, admin_name, rank, [Role.ADMIN.value], [], password)
            with services.store.reading() as db:
                origin = log.head(db).origin
        finally:
            services.store.close()
    data = services.settings.data
    click.echo(f"Ready in {data}. The log is {origin}.")
    click.echo(f"Back up {data / 'keys'} now, apart from the database: without its keys nothing can be read.")


@click.command()
def serve() -> None:
    """Serve tablets and browsers until SIGTERM or Ctrl-C. Put a TLS proxy in front of it."""
    from server import serve as serving

    serving.log_to_stderr()
    with opened() as services:
        serving.serve(services, lambda address: click.echo(f"Serving {address}"))


@click.command()
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint somebody kept: also check that the log still begins with it.",
)
def check(against: Path | None) -> None:
    """Walk the whole log, every version and every file, and name the first that is not as it was accepted."""
    from server import files
    from server.checking import first_broken_version
    from shared.checkpoint import BadCheckpoint, verify

    with opened() as services, services.store.reading() as db:
        head = log.head(db)
        broken = log.first_broken_entry(db)
        if broken is not None:
            raise Wrong(f"The log is not as it was written: entry {broken} of {head.size} is the first that differs.")
        version = first_broken_version(db)
        if version is not None:
            raise Wrong(f"Version {version.digest} of report {version.report} is not as it was accepted: {version.why}")
        file = files.first_broken(db, services)
        if file is not None:
            raise Wrong(
                f"File {file.digest} is missing or not as it was accepted. Put it back from the"
                " copy of the folder `files`; tablets send again only what was never confirmed to them."
            )
        if against:
            try:
                seen = verify(against.read_text("utf-8"), services.log_key.public_key())
            except BadCheckpoint as error:
                raise Wrong(f"{against}: {error}.") from error
            if not log.agrees_with(db, seen):
                raise Wrong(f"The log does not begin with the {seen.size} entries of {against}: it was rewritten.")
    click.echo(f"{head.size} entries, every version and every file are as they were written.")


@click.command()
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
def trust(file: TextIO) -> None:
    """Write the log's origin and public key: publish it, and give it to whoever verifies exports."""
    from server.exporting.releasing import trust_file

    with opened() as services:
        file.write(trust_file(services).decode("utf-8"))
