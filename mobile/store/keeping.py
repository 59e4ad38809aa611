"""What only the write-ahead log holds is not lost by an opening that fails.

SQLite may end an opening that fails (no room for its shared memory, and none to try again) by deleting the log it could
not take over, which after a kill holds what was told as kept. A second name for it outlives that.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

NO_SECOND_NAMES = (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
"""What file systems that know no second names, and systems that forbid them, answer: they are opened without."""


@contextlib.contextmanager
def log_kept(database: Path) -> Iterator[None]:
    """The log of this database is there after the block as before it, also when the block raises.

    Raises OSError when the disk refuses the second name, or the first one to a log that an earlier life could not put
    back: then nothing was opened.
    """
    log, kept = _names(database)
    put_back(database)
    try:
        kept.unlink(missing_ok=True)
        os.link(log, kept)
    except FileNotFoundError:
        pass  # no log, nothing to lose
    except OSError as error:
        if error.errno not in NO_SECOND_NAMES:
            raise
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # what cannot be put back now is by the next opening
            put_back(database)
            kept.unlink(missing_ok=True)


def put_back(database: Path) -> None:
    """Give a log that was deleted its name again. It changes nothing that was copied into the file. Raises OSError."""
    log, kept = _names(database)
    if kept.exists() and not log.exists():
        os.replace(kept, log)


def _names(database: Path) -> tuple[Path, Path]:
    log = database.with_name(f"{database.name}-wal")
    return log, log.with_name(f"{log.name}.kept")
