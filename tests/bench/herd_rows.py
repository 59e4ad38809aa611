"""What it costs the server when all tablets of a department come back at once: memory over idle, and a person's page
meanwhile. The herd is the soak's (`tests/soak/herd.py`), with fewer reports each."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from measuring import Row

from tests.soak import herd
from tests.soak.office import Office

REPORTS = 4
SECONDS = 600.0


def together() -> Iterator[Row]:
    """Raises when anything was lost or anybody saw a failure: then there is nothing to measure."""
    with tempfile.TemporaryDirectory() as folder:
        came = herd.run(Office(Path(folder)), herd.TABLETS, REPORTS, SECONDS)
    assert came.wrong == [], came.wrong
    about = f"{herd.TABLETS} tablets with {REPORTS} reports each, all delivered in {came.seconds:.0f} s"
    told = f"{came.heard['server.busy']} times told when to come back"
    memory = f"{came.most / 1e6:.0f} MB against {came.idle / 1e6:.0f} MB; {about}, {told}"
    yield Row("server memory while a herd comes back", came.most / came.idle, "x", "idle", 1.6, memory)
    page = f"median {came.slow(0.5) * 1e3:.0f} ms of {len(came.pages)} pages, one after the other"
    yield Row("a page while a herd comes back, p95", came.slow(0.95) * 1e3, "ms", "none", None, page)


MEASURES = [together]
