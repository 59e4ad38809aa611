"""Records what a tablet and a server of this release say to each other, for every later release to take in.

    python -m tests.releases.record

Writes `tests/golden/wire-<protocol>.json.gz`. Once a release is out its recording is not made again: that it still
works is what it is for.
"""

import base64
import gzip
import json
import tempfile
from pathlib import Path

from shared.protocol import ENROL_PATH, EXCHANGE_PATH, PROTOCOL
from tests.twins import Department, scene

GOLDEN = Path(__file__).parents[1] / "golden"


def recorded():
    """Enrolment, a report with its first minute and its end, a version that is refused, a report that came back, a
    draft that is released, and taken again."""
    with tempfile.TemporaryDirectory() as folder:
        department = Department(Path(folder))
        code = ""
        offer = department.code

        def remembered(person):
            nonlocal code
            code = offer(person)
            return code

        department.code = remembered
        tablet = department.tablet_of("S1")
        report = tablet.write(scene("S1").answers)
        tablet.seal(report)
        tablet.exchange_all()
        tablet.seal(report, "final")
        tablet.exchange_all()
        tablet.put(tablet.drafting.start(), {"incident": {"source": "carrier_pigeon"}})
        tablet.exchange_all()
        department.send_back(report)
        tablet.exchange_all()
        draft = tablet.drafting.start()
        tablet.fact(draft, "Rear lot")
        for move in (tablet.moving.release, tablet.moving.take):
            move(draft)
            tablet.exchange_all()
        said = [
            {
                "method": method,
                "path": path,
                "headers": dict(headers),
                "body": base64.b64encode(body).decode(),
                "status": reply.status,
                "reply_headers": dict(reply.headers),
                "reply": base64.b64encode(reply.body).decode(),
            }
            for (method, path, headers, body), reply in zip(tablet.line.requests, tablet.line.replies, strict=True)
            if path in (ENROL_PATH, EXCHANGE_PATH)
        ]
        department.close()
    return {"protocol": PROTOCOL, "code": code, "said": said}


if __name__ == "__main__":
    text = json.dumps(recorded(), indent=1)
    (GOLDEN / f"wire-{PROTOCOL}.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
