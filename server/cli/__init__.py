"""`scenebook`: the command of the server's administrator and of the records clerk.

Only the list of verbs and how errors are said. Each verb's module is imported when it is asked for, so that
`scenebook verify` needs no database and `--help` no server.
"""

import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from keyword import iskeyword
from typing import NoReturn

import click

VERBS: Mapping[str, str] = {
    "init": "server.cli.running",
    "serve": "server.cli.running",
    "check": "server.cli.running",
    "trust": "server.cli.running",
    "backup": "server.cli.backups",
    "restore": "server.cli.backups",
    "people": "server.cli.people",
    "devices": "server.cli.people",
    "export": "server.cli_export",
    "verify": "server.cli_export",
    "import": "server.cli.stranded",
    "recover": "server.cli.stranded",
    "duties": "server.cli.duties",
    "lint": "server.cli.lint",
    "demo": "server.demo",
}
"""Each verb's module, which holds a click command of that name; with _ behind it where Python has the word."""

HELP = """Keep, review and export records of federal immigration-enforcement scenes.

A first server, step by step:

\b
  scenebook init --admin-serial 10001 --admin-name "Ada Example"
  scenebook serve
  scenebook people add --serial 47112 --name "Demo Officer" --rank "Police Officer II" --role officer
  scenebook devices offer 47112        a one-time code for the officer's tablet
  scenebook trust > trust.json         to be published: what exports are checked with

\b
For the records clerk:
  scenebook export --help              a case as one bundle
  scenebook verify BUNDLE --trust trust.json
  scenebook duties --month 2026-04     the five duties, counted for the monthly report

\b
Looking after it:
  scenebook check                      walk the log and every version
  scenebook backup FILE                a copy while it is running
  scenebook restore FILE               the copy put back; tablets send again what came after it
  scenebook import FILE                what a tablet without a network wrote into a file
  scenebook recover VAULT.JSON         a code for an officer who forgot the passphrase

\b
Settings come from the environment:
  SCENEBOOK_DATA          the data folder (default var/scenebook)
  SCENEBOOK_PUBLIC_URL    how tablets and browsers reach the server
  SCENEBOOK_HOST, _PORT   where it listens (default 127.0.0.1, 8017)
  SCENEBOOK_DATABASE_URL  postgresql+psycopg://... instead of the encrypted file in the data folder
  SCENEBOOK_DATABASE_KEY  the file's key as 64 hexadecimal digits, instead of keys/database.key

Exit status: 0 done, 1 something is wrong with what was looked at or could not be done, 2 asked in a wrong way.
"""


class Verbs(click.Group):
    """The verbs whose modules are installed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of VERBS."""
        return [verb for verb, module in VERBS.items() if find_spec(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, None for one that is not there."""
        module = VERBS.get(cmd_name)
        if module is None or not find_spec(module):
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(module), name, None)
        return command if isinstance(command, click.Command) else None


@click.command(cls=Verbs, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="scenebook")
def scenebook() -> None:
    """See HELP."""


def main() -> NoReturn:
    """The entry point: every foreseen error is one sentence on standard error."""
    try:
        scenebook.main(prog_name="scenebook", standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"scenebook: {where}{error.strerror or error}", err=True)
        sys.exit(1)
    sys.exit(0)
