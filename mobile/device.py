"""Where the tablet keeps things: one folder, one vault folder per officer inside. And how files get there safely.

The folder is private to the account that runs the app. `SCENEBOOK_FIELD_HOME` names another one.
"""

import contextlib
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

HOME_VARIABLE = "SCENEBOOK_FIELD_HOME"


def home(environment: Mapping[str, str], platform: str = sys.platform) -> Path:
    """The app's folder: the variable's, or the platform's usual place for an application's data."""
    if named := environment.get(HOME_VARIABLE):
        return Path(named)
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home()) / "Scenebook"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Scenebook"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "scenebook"


def make_private(folder: Path) -> None:
    """Make the folder if need be, readable by this account alone. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chmod(folder, 0o700)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a small file so that a crash or a power cut leaves the old or the new one, never a part. Raises OSError;
    the old file is then untouched."""
    write_parts(path, [data])


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same for a file of any size, whose parts come one after the other.

    Temporary file, fsync, rename, fsync of the folder: without any one of these, power loss can lose or tear it.
    Raises OSError, and whatever `parts` raises; the old file is then untouched.
    """
    temporary = path.with_name(path.name + ".new")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in `folder` durable. Windows does this by itself and cannot open folders."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
