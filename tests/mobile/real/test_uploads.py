"""Files against the real server, in one process: delivered when the last one is, resumed where it stands."""

import io
import random
from collections.abc import Mapping
from hashlib import sha256

from mobile.capture import capture
from mobile.editing import Editing
from mobile.reports import Reports
from mobile.store import files
from mobile.syncing import Exchanged
from mobile.transport import Reply, Silence
from mobile.uploading import CHUNK_BYTES_MIN, Pace, upload_next
from mobile.vault import Vault
from server.files import read
from shared.answers import ROW_ID, rows_of
from shared.samples import scene
from tests.mobile.real_world import World, write_down


def test_a_report_with_its_files_is_delivered_when_the_last_one_is(vault: Vault, world: World) -> None:
    drafting, told = world.drafting(vault), scene("S1")
    contents = [*told.files.values(), random.Random(1).randbytes(5 * CHUNK_BYTES_MIN + 7)]
    started = drafting.start()
    world.clock.wait(3 * 3600)
    write_down(Editing(vault, drafting, started), told.answers)
    for row in rows_of(drafting.content(started).nested, "media"):
        drafting.remove_row(started, "media", str(row[ROW_ID]))
    for content in contents:
        drafting.attach(started, capture(io.BytesIO(content)), kind="document")
    assert drafting.seal(started, "final") is not None
    reports, pace = Reports(vault.store), Pace()
    assert world.exchange(vault).kind == "done"
    for number, content in enumerate(contents):
        assert reports.behind(started).row.code == "files" and reports.behind(started).files == (number, len(contents))
        assert upload_next(vault, world.transport, world.clock, world.chance, pace).kind == "whole"
        assert world.exchange(vault) == Exchanged("done")
        assert b"".join(read(world.services, sha256(content).hexdigest())) == content
    assert reports.behind(started).row.code == "delivered"
    assert upload_next(vault, world.transport, world.clock, world.chance, pace).kind == "nothing"


def test_an_upload_goes_on_where_the_real_server_has_it(vault: Vault, world: World) -> None:
    drafting, content = world.drafting(vault), random.Random(2).randbytes(4 * CHUNK_BYTES_MIN)
    drafting.attach(started := drafting.start(), capture(io.BytesIO(content)), kind="document")
    drafting.seal(started, "interim")
    world.exchange(vault)
    steps = iter([False, False, True])
    stopped = upload_next(vault, world.transport, world.clock, world.chance, Pace(), lambda: next(steps))
    assert (stopped.kind, stopped.sent) == ("stopped", 2 * CHUNK_BYTES_MIN)
    on = upload_next(vault, world.transport, world.clock, world.chance, Pace())
    assert (on.kind, on.sent) == ("whole", 2 * CHUNK_BYTES_MIN)
    world.exchange(vault)
    assert b"".join(read(world.services, sha256(content).hexdigest())) == content
    with vault.store.reading() as database:
        assert files.waiting(database) == 0


def test_the_real_server_and_many_cuts(vault: Vault, world: World) -> None:
    drafting, content = world.drafting(vault), random.Random(3).randbytes(3_000_000)
    drafting.attach(started := drafting.start(), capture(io.BytesIO(content)), kind="document")
    drafting.seal(started, "interim")
    world.exchange(vault)
    chosen, sent, pace = random.Random(4), 0, Pace()

    class Cutting:
        def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
            nonlocal sent
            sent += len(body)
            if chosen.random() < 0.1:
                if chosen.random() < 0.5:  # the reply is lost, not the bytes
                    world.transport.send(method, path, headers, body)
                raise Silence("silence.timeout")
            return world.transport.send(method, path, headers, body)

    kinds = []
    while "whole" not in kinds and len(kinds) < 60:
        kinds.append(upload_next(vault, Cutting(), world.clock, world.chance, pace).kind)
    assert set(kinds) == {"silence", "whole"} and sent < 1.25 * len(content)
    world.exchange(vault)
    assert b"".join(read(world.services, sha256(content).hexdigest())) == content
