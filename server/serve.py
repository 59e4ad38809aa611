"""Running the server: waitress in one process, ended by SIGTERM or Ctrl-C once running requests are answered.

TLS is the proxy's in front of it. Several processes may serve one database; the writers' gate is shared.
"""

import gc
import json
import logging
import signal
import sys
from collections.abc import Callable
from types import FrameType
from urllib.parse import urlsplit

import waitress

from server import create_app
from server.services import Services
from server.store.migrations import check_current

REQUEST_BYTES_MAX = 4_000_000
"""Above every view's own limit; larger bodies are not even read."""
REPLY_BYTES_WAITING = 4_000_000
"""How much of a long reply waits for a slow reader; the rest is not read from the disk yet."""
FOR_PEOPLE = 4
"""Threads beside those that tablets may take: for pages, and to tell tablets when to come back (`server.turns`)."""
CONNECTIONS = 600
"""Lines held open at once, well below the 1,024 files that a process may usually open; more wait in the system."""
SWITCH_S = 0.001
"""How long a thread keeps the interpreter when others want it. A page wants it back after every row that it reads."""
NEVER = 2**31 - 1
"""waitress would write what waits into temporary files, in the clear, from some size on."""


class JsonLines(logging.Formatter):
    """One JSON object a line, so that nothing in a message can pass for another line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for `record`."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line)


def log_to_stderr() -> None:
    """The process's own log (not *the* log): JSON lines on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def serve(services: Services, started: Callable[[str], None] = lambda address: None) -> None:
    """Serve until told to stop. Calls `started` with the address once requests are answered. Raises StoreUnusable
    for a database of another release, OSError for a port that is taken."""
    check_current(services.store)
    settings = services.settings
    server = waitress.create_server(
        create_app(services),
        host=settings.host,
        port=settings.port,
        threads=settings.threads + FOR_PEOPLE,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        url_scheme=urlsplit(settings.public_url).scheme,
        max_request_body_size=REQUEST_BYTES_MAX,
        inbuf_overflow=NEVER,
        outbuf_overflow=NEVER,
        outbuf_high_watermark=REPLY_BYTES_WAITING,
        clear_untrusted_proxy_headers=True,
        ident=None,
    )

    def stop(_number: int, _frame: FrameType | None) -> None:
        # waitress takes SystemExit as: no new requests, finish the running ones.
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    sys.setswitchinterval(SWITCH_S)
    gc.collect()
    gc.freeze()  # what was made to start is never garbage: no later round need walk through it
    started(f"http://{settings.host}:{server.effective_port}")
    try:
        server.run()
    finally:
        services.store.close()
