"""`scenebook-field`: starts the tablet's app. The only place that knows everything, and what a packager starts.

scenebook-field [--full-screen]       the app
scenebook-field enrol --server ADDRESS --code CODE --passphrase-stdin
                                      make the officer's vault without a window
"""

import argparse
import gc
import logging
import os
import signal
import sys
from pathlib import Path

from mobile.device import home as usual_home


def main(arguments: list[str] | None = None) -> int:
    """Run the app, or enrol. Exit status 0 done, 1 could not be done, 2 asked wrongly."""
    parser = argparse.ArgumentParser(prog="scenebook-field", description="Record a scene, offline if need be.")
    parser.add_argument("--folder", type=Path, help="where the vaults are (default: the platform's place for app data)")
    parser.add_argument("--full-screen", action="store_true", help="nothing but the app, as on a tablet in the field")
    verbs = parser.add_subparsers(dest="verb")
    enrol = verbs.add_parser("enrol", help="make an officer's vault from a one-time code, without a window")
    enrol.add_argument("--server", required=True, help="address, such as https://scenebook.example.org")
    enrol.add_argument("--code", required=True)
    enrol.add_argument("--passphrase-stdin", action="store_true", required=True, help="read it from standard input")
    wanted = parser.parse_args(arguments)
    home = wanted.folder or usual_home(os.environ)
    return (
        _enrol(home, wanted.server, wanted.code)
        if wanted.verb == "enrol"
        else _run(home, full_screen=wanted.full_screen)
    )


def _enrol(home: Path, server: str, code: str) -> int:
    from mobile import enrolling
    from mobile.store import StoreError
    from mobile.system import SystemChance, SystemClock
    from mobile.transport import HttpTransport
    from mobile.vaultfile import VaultError
    from shared.words import say

    passphrase = sys.stdin.readline().rstrip("\n")
    try:
        vault = enrolling.enrol(
            home,
            address=server,
            code=code,
            passphrase=passphrase,
            transport=HttpTransport,
            clock=SystemClock(),
            chance=SystemChance(),
        )
    except (VaultError, StoreError) as error:
        code = f"tablet.{error.code}" if isinstance(error, StoreError) else error.code
        print(say(code, **getattr(error, "params", {})), file=sys.stderr)
        return 1
    print(f"{vault.person.name}, {vault.person.serial}")
    vault.lock()
    return 0


def _run(home: Path, *, full_screen: bool) -> int:
    # Building widgets makes no garbage worth looking for; collecting meanwhile doubles the time to the first frame.
    gc.disable()
    for name, value in (("KIVY_NO_ARGS", "1"), ("KIVY_NO_FILELOG", "1"), ("KIVY_HOME", str(home / "kivy"))):
        os.environ.setdefault(name, value)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    Path(os.environ["KIVY_HOME"]).mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("KIVY_LOG_MODE", "PYTHON")
    from kivy.config import Config

    for key, wish in (("width", "1280"), ("height", "800"), ("fullscreen", "auto" if full_screen else "0")):
        Config.set("graphics", key, wish)
    # Kivy calls a missing clipboard helper critical; there is always its own clipboard behind it.
    logging.getLogger("kivy").addFilter(lambda record: not record.getMessage().startswith("Cutbuffer"))
    from mobile.app import FieldApp
    from mobile.system import SystemChance, SystemClock

    app = FieldApp(home, SystemClock(), SystemChance())
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app.run()
    except KeyboardInterrupt:
        for asked_again in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asked_again, signal.SIG_IGN)
        app.stop()  # saves what is being typed and closes the vault
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
