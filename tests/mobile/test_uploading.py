"""Files beside the reports arrive whole, over a bad line, and never hold up a report."""

import io
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mobile.capture import capture
from mobile.content import complete
from mobile.drafting import Drafting
from mobile.reports import Reports
from mobile.runner import Runner
from mobile.sealing import sealed
from mobile.store import drafts, exchanges, files, settings, versions
from mobile.syncing import Exchanged, exchange_once
from mobile.transport import Reply, Silence
from mobile.uploading import CHUNK_BYTES_MIN, RUN, Pace, Uploaded, upload_next
from mobile.vault import Vault, unlock
from shared.answers import Address
from shared.canonical import Value
from shared.protocol import FILES_PATH
from tests.mobile.small_server import CountingChance, FrozenClock, Network, SmallServer

LANDMARK = Address("incident", "-", "location_landmark")
PORTAL = Reply.of(
    200, {"Content-Type": "text/html", "Upload-Offset": "65536"}, b"<html>Sign in to the guest network</html>"
)

Send = Callable[..., Uploaded]


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def sealed_with(drafting: Drafting, *contents: bytes, kind: str = "interim") -> str:
    report = drafting.start()
    for content in contents:
        drafting.attach(report, capture(io.BytesIO(content)), kind="document")
    assert drafting.seal(report, kind) is not None
    return report


def waiting(vault: Vault) -> int:
    with vault.store.reading() as database:
        return files.waiting(database)


@pytest.fixture
def go(vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance) -> Callable[[], Exchanged]:
    return lambda: exchange_once(vault, network, clock, chance)


@pytest.fixture
def send(vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance) -> Send:
    pace = Pace()
    return lambda stop=lambda: False: upload_next(vault, network, clock, chance, pace, stop)


def test_a_file_is_sent_in_chunks_and_confirmed_by_the_next_exchange(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Callable[[], Exchanged], send: Send
) -> None:
    content = noise(1_000_000)
    sealed_with(drafting, content)
    go()
    digest = sha256(content).hexdigest()
    assert send() == Uploaded("whole", "", digest, len(content))
    assert server.files.whole == {digest: content}
    assert server.requests[-1]["files"] == [digest]
    assert waiting(vault) == 1, "what the upload said is no promise"
    assert send() == Uploaded("nothing")
    go()
    assert waiting(vault) == 0 and send() == Uploaded("nothing")
    go()
    assert server.requests[-1]["files"] == []
    sizes = [size for method, _, size in server.files.asked if method == "PATCH"]
    assert set(sizes[:-1]) == {CHUNK_BYTES_MIN} and sum(sizes) == len(content)


def test_identical_files_are_sent_once(drafting: Drafting, server: SmallServer, send: Send) -> None:
    sealed_with(drafting, noise(100), noise(100))
    sealed_with(drafting, noise(100))
    assert [send().kind, send().kind] == ["whole", "nothing"]
    assert len(server.files.uploads) == 1


def test_what_is_not_sealed_stays_here(
    drafting: Drafting, server: SmallServer, go: Callable[[], Exchanged], send: Send
) -> None:
    for practice in (False, True):
        report = drafting.start(practice=practice)
        drafting.attach(report, capture(io.BytesIO(noise(100))), kind="document")
        if practice:
            drafting.seal(report, "interim")
    go()
    assert server.requests[-1]["files"] == [] and send() == Uploaded("nothing")


def test_a_report_is_delivered_when_its_record_and_every_file_are(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Callable[[], Exchanged], send: Send
) -> None:
    report = drafting.start()
    for seed in range(3):
        drafting.attach(report, capture(io.BytesIO(noise(1000, seed))), kind="document")
    finish(drafting, vault, report)
    reports = Reports(vault.store)

    def said() -> tuple[str, Mapping[str, Value]]:
        (row,) = reports.page()
        return row.code, {name: row.params[name] for name in ("done", "count") if name in row.params}

    assert said() == ("waiting", {})
    go()
    for done in range(3):
        assert said() == ("files", {"done": done, "count": 3})
        assert reports.behind(report).files == reports.files(report) == (done, 3)
        assert reports.counts()["waiting"] == 1
        assert send().kind == "whole"
        assert said() == ("files", {"done": done, "count": 3})
        go()
    assert said() == ("delivered", {}) and reports.counts()["delivered"] == 1


def test_files_that_arrive_first_do_not_deliver_the_report(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Callable[[], Exchanged], send: Send
) -> None:
    for _ in range(25):  # as many as one exchange carries, before the report
        sealed_with(drafting)
    report = drafting.start()
    drafting.attach(report, capture(io.BytesIO(noise(1000))), kind="document")
    finish(drafting, vault, report)
    assert send().kind == "whole"
    go()
    assert waiting(vault) == 0 and Reports(vault.store).behind(report).row.code == "waiting"
    go()
    assert Reports(vault.store).behind(report).row.code == "delivered"


def finish(drafting: Drafting, vault: Vault, report: str) -> None:
    """Seal as the final version although answers are owed: what is looked at is how it travels."""
    content, instant = drafting.content(report), {"at": "2026-04-14T09:18:20-07:00", "clock": "device"}
    answers = complete(content.form, content.nested)
    with vault.store.writing() as database:
        versions.add(database, sealed(database, vault, content, answers, "final", instant, CountingChance()))
        drafts.move(database, report, "waiting", open=False)


class Cut:
    """A link that breaks each time so many more bytes went through: mid-request, or between it and its reply."""

    def __init__(self, network: Network, cuts: list[int]) -> None:
        self.network, self.cuts, self.sent, self.broken = network, sorted(cuts), 0, 0

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if not path.startswith(FILES_PATH):
            return self.network.send(method, path, headers, body)
        length = len(body) + len(f"{method} {path} HTTP/1.1\r\n") + sum(len(k) + len(v) + 4 for k, v in headers.items())
        if self.cuts and self.sent + length > self.cuts[0]:
            self.sent = max(self.sent, self.cuts.pop(0))
            self.broken += 1
            raise Silence("silence.unreachable")
        self.sent += length
        reply = self.network.send(method, path, headers, body)
        if self.cuts and self.broken % 5 == 4 and self.sent + 200 > self.cuts[0]:
            self.cuts.pop(0)
            self.broken += 1
            raise Silence("silence.timeout")
        return reply


@pytest.mark.parametrize("seed", range(5))
def test_25_mb_over_a_link_that_is_cut_30_times_cost_at_most_a_tenth_more(
    drafting: Drafting,
    vault: Vault,
    network: Network,
    server: SmallServer,
    clock: FrozenClock,
    chance: CountingChance,
    seed: int,
) -> None:
    content, chosen = noise(25_000_000, seed), random.Random(seed)
    size = len(content)
    # Evenly over the whole, evenly with a rest of no cuts, at random.
    every = (size // 31, 796_000, 650_000, 730_000)[seed % 4]
    cuts = [every * n for n in range(1, 31)] if seed < 4 else [chosen.randrange(size) for _ in range(30)]
    link = Cut(network, cuts)
    sealed_with(drafting, content)
    pace, kinds = Pace(), []
    while "whole" not in kinds:
        kinds.append(upload_next(vault, link, clock, chance, pace).kind)
        assert len(kinds) <= 31
    assert server.files.whole[sha256(content).hexdigest()] == content
    assert link.broken == 30 and kinds.count("silence") == 30
    assert link.sent <= 1.1 * size, f"{link.sent / size:.3f} times its bytes"


def test_chunks_grow_to_what_the_server_takes_and_begin_anew_after_a_cut(
    drafting: Drafting, vault: Vault, network: Network, server: SmallServer, go: Callable[[], Exchanged], send: Send
) -> None:
    server.limits["chunk"] = server.files.chunk = 150_000
    sealed_with(drafting, noise(12_000_000))
    go()
    assert send().kind == "whole"
    sizes = [size for method, _, size in server.files.asked if method == "PATCH"]
    assert sizes[:RUN] == [CHUNK_BYTES_MIN] * RUN
    assert sizes[RUN : 2 * RUN] == [2 * CHUNK_BYTES_MIN] * RUN
    assert set(sizes[2 * RUN : -1]) == {150_000}
    pace = Pace()
    for _ in range(2 * RUN):
        pace.whole(1 << 20)
    assert pace.size == 4 * CHUNK_BYTES_MIN
    pace.cut()
    assert pace.size == CHUNK_BYTES_MIN


def unsigned(reply: Reply) -> Reply:
    return Reply.of(reply.status, {k: v for k, v in reply.headers.items() if not k.startswith("Sig")}, reply.body)


def elsewhere(reply: Reply) -> Reply:
    return Reply.of(reply.status, {**reply.headers, "Location": "https://other.invalid/api/v1/exchange"}, reply.body)


def unreadable(reply: Reply) -> Reply:
    return Reply.of(reply.status, {**reply.headers, "Location": "http://["}, reply.body)


def further(reply: Reply) -> Reply:
    return Reply.of(reply.status, {**reply.headers, "Upload-Offset": "9999999"}, reply.body)


SPOILED: dict[str, Callable[[Reply], Reply]] = {
    "portal": lambda reply: PORTAL,
    "a portal that says 204": lambda reply: Reply.of(204, {"Upload-Offset": "65536"}, b""),
    "unsigned": unsigned,
    "another status": lambda reply: Reply(reply.status + 1, reply.headers, reply.body),
    "a place that is none": elsewhere,
    "a place nobody can read": unreadable,
    "an offset that cannot be": further,
    "no offset": lambda reply: Reply.of(
        reply.status, {k: v for k, v in reply.headers.items() if k != "Upload-Offset"}, reply.body
    ),
}


@pytest.mark.parametrize("how", SPOILED)
@pytest.mark.parametrize("request_number", [0, 1, 2])
def test_a_reply_that_is_not_the_servers_is_silence(
    drafting: Drafting,
    vault: Vault,
    network: Network,
    server: SmallServer,
    go: Callable[[], Exchanged],
    send: Send,
    how: str,
    request_number: int,
) -> None:
    if how.startswith("a place") and request_number:
        return  # only the first reply says a place
    content = noise(2 * CHUNK_BYTES_MIN)
    sealed_with(drafting, content)
    network.spoil = lambda reply: SPOILED[how](reply) if len(server.files.asked) > request_number else reply
    assert send().kind == "silence"
    with vault.store.reading() as database:
        (digest,) = files.unconfirmed(database, 5)
        file = files.get(database, digest)
    assert file is not None and (file.whole, file.tries, file.confirmed_at) == (False, 0, "")
    network.heal()
    assert send().kind == "whole" and server.files.whole[digest] == content
    go()
    assert waiting(vault) == 0


def test_a_confirmation_of_what_was_not_asked_for_is_silence(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Callable[[], Exchanged]
) -> None:
    sealed_with(drafting, noise(100))
    server.lie = lambda content: content.update(files=["0" * 64])
    assert go() == Exchanged("silence", "reply.files")
    assert waiting(vault) == 1


def test_a_file_that_is_refused_comes_after_the_others_and_blocks_none(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Callable[[], Exchanged], send: Send
) -> None:
    bad = noise(200_000)
    sealed_with(drafting, bad)
    sealed_with(drafting, noise(10, 2))
    server.files.refuse = lambda method, path: (422, "file.digest") if sha256(bad).hexdigest()[:8] in path else None
    assert send() == Uploaded("failed", "file.digest", sha256(bad).hexdigest())
    assert send().kind == "whole"
    assert send().kind == "failed"
    go()
    assert waiting(vault) == 1
    server.files.refuse = lambda method, path: None
    assert send().kind == "whole"
    go()
    assert waiting(vault) == 0


def test_files_of_a_refused_version_wait_for_the_next_one(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Callable[[], Exchanged], send: Send
) -> None:
    report = sealed_with(drafting, noise(100))
    with vault.store.reading() as database:
        (version,) = versions.of_report(database, report)
    server.refuse[version.digest] = [{"code": "field.no_choice", "level": "error", "at": "incident/-/source"}]
    go()
    assert waiting(vault) == 0 and send() == Uploaded("nothing")
    drafting.answer(report, LANDMARK, "Lot A")
    drafting.seal(report, "interim")
    assert waiting(vault) == 1 and send().kind == "whole"


def test_a_server_in_trouble_is_waited_for(drafting: Drafting, vault: Vault, server: SmallServer, send: Send) -> None:
    sealed_with(drafting, noise(10))
    server.files.refuse = lambda method, path: (503, "server.storage")
    assert send() == Uploaded("failed", "server.storage", sha256(noise(10)).hexdigest())
    server.files.refuse = lambda method, path: (401, "signature.key")
    assert send() == Uploaded("refused", "signature.key", sha256(noise(10)).hexdigest())
    server.files.refuse = lambda method, path: None
    assert send().kind == "whole"


def test_what_the_server_lost_after_it_was_whole_is_sent_again(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Callable[[], Exchanged], send: Send
) -> None:
    sealed_with(drafting, noise(100))
    assert send().kind == "whole"
    server.files.whole.clear()
    server.files.uploads.clear()
    go()
    with vault.store.reading() as database:
        lost = files.next_up(database)
    assert lost is not None and (lost.whole, lost.tries) == (False, 1), "it comes after files that were never tried"
    assert waiting(vault) == 1 and send().kind == "whole"
    go()
    assert waiting(vault) == 0


def test_what_other_bytes_spoiled_on_the_server_begins_anew(
    drafting: Drafting, server: SmallServer, send: Send
) -> None:
    content = noise(3 * CHUNK_BYTES_MIN)
    sealed_with(drafting, content)
    steps = iter([False, False, True])
    assert send(lambda: next(steps)).kind == "stopped"
    (upload,) = server.files.uploads.values()
    upload.content[5] ^= 1
    assert send() == Uploaded("failed", "file.digest", upload.digest, 0)
    assert send().kind == "whole" and server.files.whole == {upload.digest: content}


def test_an_offset_that_moved_is_asked_for_again(drafting: Drafting, server: SmallServer, send: Send) -> None:
    content = noise(4 * CHUNK_BYTES_MIN)
    sealed_with(drafting, content)
    asked = []

    def a_server_restored_in_between() -> bool:
        asked.append(1)
        if len(asked) == 4:
            (upload,) = server.files.uploads.values()
            del upload.content[CHUNK_BYTES_MIN:]
        return False

    assert send(a_server_restored_in_between).code == "file.offset"
    assert send().sent == 3 * CHUNK_BYTES_MIN
    assert list(server.files.whole.values()) == [content]


def test_more_files_than_one_request_names_are_all_confirmed(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Callable[[], Exchanged], send: Send
) -> None:
    sealed_with(drafting, *[noise(50, seed) for seed in range(130)])
    go()
    while send().kind == "whole":
        pass
    go()
    assert len(server.requests[-1]["files"]) == 100 and waiting(vault) == 30
    go()
    assert waiting(vault) == 0


# The thread.


class Told:
    def __init__(self) -> None:
        self.news = threading.Condition()

    def __call__(self) -> None:
        with self.news:
            self.news.notify_all()

    def until(self, holds: Callable[[], bool]) -> None:
        with self.news:
            assert self.news.wait_for(holds, 20.0)


class Watched:
    """A network that calls `at` before each upload request, in the exchange's thread."""

    def __init__(self, network: Network, at: Callable[[int], None]) -> None:
        self.network, self.at, self.patched = network, at, 0

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if method == "PATCH":
            self.patched += 1
            self.at(self.patched)
        return self.network.send(method, path, headers, body)


def test_files_leave_by_themselves_and_the_banner_counts_them(
    drafting: Drafting, vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance, server: SmallServer
) -> None:
    sealed_with(drafting, noise(300_000), noise(200, 2))
    told, seen = Told(), list[tuple[str, int]]()
    runner = Runner(vault, network, clock, chance, told)
    watched = Watched(network, lambda number: seen.append((runner.banner.state, runner.banner.files)))
    runner._transport = watched  # type: ignore[assignment]
    assert (runner.banner.state, runner.banner.files) == ("waiting", 2)
    runner.start()
    told.until(lambda: runner.banner.state == "idle" and bool(runner.banner.up_at))
    assert runner.stop()
    assert len(server.files.whole) == 2 and runner.banner.files == 0
    assert set(seen) == {("files", 2), ("files", 1)}


def test_pausing_stops_between_two_chunks_and_resuming_goes_on_from_there(
    drafting: Drafting, vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance, server: SmallServer
) -> None:
    content = noise(10 * CHUNK_BYTES_MIN)
    sealed_with(drafting, content)
    told, paused = Told(), threading.Event()
    runner = Runner(vault, network, clock, chance, told)

    def pause(number: int) -> None:
        if number == 3:
            runner.pause()
            paused.set()

    watched = runner._transport = Watched(network, pause)  # type: ignore[assignment]
    assert runner.once().kind == "done"
    assert paused.is_set() and watched.patched == 3 and runner.banner.state == "paused"
    (upload,) = server.files.uploads.values()
    assert len(upload.content) == 3 * CHUNK_BYTES_MIN
    runner.resume()
    runner.start()
    told.until(lambda: runner.banner.state == "idle")
    assert runner.stop()
    assert server.files.whole == {upload.digest: content}
    assert watched.patched == 10


def test_a_version_never_waits_for_a_file(
    drafting: Drafting, vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance, server: SmallServer
) -> None:
    sealed_with(drafting, noise(20 * CHUNK_BYTES_MIN))
    told, later = Told(), list[int]()
    runner = Runner(vault, network, clock, chance, told)

    def another(number: int) -> None:
        if number == 4:
            sealed_with(drafting)
            runner.kick()
        if number == 5:
            later.append(len(server.stored))

    runner._transport = Watched(network, another)  # type: ignore[assignment]
    runner.start()
    told.until(lambda: runner.banner.state == "idle")
    assert runner.stop()
    assert later == [2] and len(server.files.whole) == 1


def test_a_long_upload_lets_the_exchange_in_between(
    drafting: Drafting, vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance, server: SmallServer
) -> None:
    sealed_with(drafting, noise(20 * CHUNK_BYTES_MIN))
    runner = Runner(vault, network, clock, chance)
    runner._transport = Watched(network, lambda number: clock.wait(10))  # type: ignore[assignment]
    done, asked = runner.once(), []
    while done.more:
        asked.append(len(server.files.whole))
        done = runner.once()
    assert done == Exchanged("done") and len(server.requests) == len(asked) + 1 >= 4
    assert len(server.files.whole) == 1


# A process that is killed, over a real socket.

UPLOADING = """
import sys
from pathlib import Path
from mobile.runner import Runner
from mobile.system import SystemChance, SystemClock
from mobile.transport import HttpTransport
from mobile.vault import unlock
clock = SystemClock()
vault = unlock(Path(sys.argv[1]), "invented lantern 9", clock)
runner = Runner(vault, HttpTransport(sys.argv[2]), clock, SystemChance())
done = runner.once()
while done.more:
    done = runner.once()
print(done.kind, done.code, runner.banner.files, flush=True)
"""


def test_a_kill_while_a_file_is_sent_loses_and_doubles_nothing(
    drafting: Drafting, vault: Vault, server: SmallServer, clock: FrozenClock
) -> None:
    content = noise(24 * CHUNK_BYTES_MIN)
    sealed_with(drafting, content)
    vault.lock()
    guard, patched = threading.Lock(), threading.Semaphore(0)

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with guard:
                reply = server.send(self.command, self.path, dict(self.headers.items()), body)
            if self.command == "PATCH":
                patched.release()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 204:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_PATCH = do_POST
        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    house = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=house.serve_forever, daemon=True).start()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", UPLOADING, str(vault.folder), f"http://127.0.0.1:{house.server_port}"]
    kills = 0
    for _ in range(12):
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(3):
            if not patched.acquire(timeout=20):
                break
        if not server.files.whole:
            child.send_signal(signal.SIGKILL)
            kills += 1
        assert child.stdout is not None
        said = child.stdout.read().strip()
        child.wait()
        if said:
            break
    house.shutdown()
    house.server_close()
    assert said == "done  0" and kills >= 3
    assert server.files.whole == {sha256(content).hexdigest(): content}
    again = unlock(vault.folder, "invented lantern 9", clock)
    assert waiting(again) == 0
    with again.store.reading() as database:
        assert settings.get(database, "up_at") and not exchanges.alarms(database)
    again.lock()
