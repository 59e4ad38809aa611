"""What only the write-ahead log holds is not lost by an opening that fails.

SQLite may end an opening that fails (no room for its shared memory, and none to try again) by deleting the log it could
not take over, which after a kill holds what was acknowledged. A second name for it outlives that.
"""

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

NO_SECOND_NAMES = (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
"""What a file system that knows no second names answers: it is opened without."""


@contextlib.contextmanager
def log_kept(database: Path) -> Iterator[None]:
    """The log of this database is there after the block as before it, also when the block raises.

    The block closes what it could not open. Put back, the log changes nothing that was copied into the file meanwhile.
    One process and thread at a time. Raises OSError when the disk refuses the second name, or the first one to a log
    that an earlier process could not put back: then nothing was opened.
    """
    log = database.with_name(f"{database.name}-wal")
    kept = log.with_name(f"{log.name}.kept")
    turn = os.open(database.parent, os.O_RDONLY)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        _put_back(log, kept)
        _name(log, kept)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # what cannot be put back now is by the next opening
                _put_back(log, kept)
                kept.unlink(missing_ok=True)
    finally:
        os.close(turn)  # which gives the lock back


def _name(log: Path, kept: Path) -> None:
    try:
        kept.unlink(missing_ok=True)
        os.link(log, kept)
    except FileNotFoundError:
        pass  # no log, nothing to lose
    except OSError as error:
        if error.errno not in NO_SECOND_NAMES:
            raise


def _put_back(log: Path, kept: Path) -> None:
    if kept.exists() and not log.exists():
        os.replace(kept, log)
