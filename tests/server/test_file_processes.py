"""Files over real sockets to real server processes: a foreign tus client, a link that is cut, kills, two processes."""

import hashlib
import http.client
import json
import os
import signal
import threading
import time
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from tusclient.client import TusClient

from server import files, log
from server.services import open_services
from shared.protocol import CHUNK_BYTES_MAX, FILES_PATH

from .signing_proxy import SigningProxy
from .test_files import CANARY, ask, begin, bytes_of, digest_of, offset_of, send

MB = 1_000_000
CHUNK = 64 * 1024
LONG = int(os.environ.get("UPLOAD_MB", "25")) * MB
"""A bystander's video has 200: UPLOAD_MB=200, for who has the minutes."""
WATCHED = """
import os, sys
told = os.open(os.environ["TOLD"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def watch(event, given):
    if event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR):
        os.write(told, os.fsencode(str(given[0])) + b"\\n")
sys.addaudithook(watch)
from server.cli import main
main()
"""
"""A server that writes down every file it opens for writing."""


@pytest.fixture
def engine():
    return "sqlite"


class Wire:
    """HTTP over a real socket, in the clothes of Flask's test client."""

    def __init__(self, port):
        self.port = port

    def open(self, path, method, data, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, data, headers)
            reply = connection.getresponse()
            body = reply.read()
        finally:
            connection.close()
        held = json.loads(body) if body else None
        return SimpleNamespace(
            status_code=reply.status, data=body, json=held, text=body.decode(), headers=reply.headers
        )

    def post(self, path, data, headers):
        return self.open(path, "POST", data, headers)


def memory(process):
    """The most memory that a process ever held, in bytes."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    (line,) = [each for each in lines if each.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


def upload(proxy, content, **options):
    """By tuspy, unchanged."""
    client = TusClient(proxy.url + FILES_PATH)
    sending = client.uploader(
        file_stream=BytesIO(content),
        metadata={"sha256": digest_of(content)},
        retry_delay=0,
        retries=20,
        upload_checksum=True,
        **options,
    )
    sending.upload()
    return sending.url


def test_a_foreign_client_brings_a_long_file_over_a_link_that_is_cut_30_times(world, start):
    tablet = world.tablet()
    key = world.services.reply_key.public_key()
    process, port = start()
    with SigningProxy(tablet, port, key) as proxy:
        upload(proxy, bytes_of(2 * MB), chunk_size=CHUNK)
    before = memory(process)
    content = bytes_of(LONG, seed="long")
    with SigningProxy(tablet, port, key, cuts=30, among=LONG // CHUNK) as proxy:
        upload(proxy, content, chunk_size=CHUNK)
        assert proxy.cuts == 30
        assert proxy.sent <= 1.1 * len(content), f"{proxy.sent / len(content):.3f} times its bytes"
    assert memory(process) - before < 12 * MB, "the server held the file in memory"
    assert hashlib.sha256(b"".join(files.read(world.services, digest_of(content)))).hexdigest() == digest_of(content)
    tablet.client = Wire(port)
    assert tablet.exchange(files=[digest_of(content)])["files"] == [digest_of(content)]


def test_what_was_acknowledged_of_a_file_survives_a_kill(world, settings, start):
    tablet = world.tablet()
    content = bytes_of(6 * MB)
    acknowledged = path = 0

    def push(line, stop):
        nonlocal acknowledged
        tablet.client = line
        try:
            offset = offset_of(tablet, path)
            assert offset >= acknowledged, "bytes that were acknowledged are gone"
            while offset < len(content) and not stop.is_set():
                reply = send(tablet, path, content[offset : offset + CHUNK], offset)
                assert reply.status_code == 204, reply.text
                offset = acknowledged = int(reply.headers["Upload-Offset"])
        except (OSError, http.client.HTTPException):
            return
        except BaseException as error:
            wrong.append(error)

    wrong = []
    for most in (3 * CHUNK, 20 * CHUNK, 33 * CHUNK, None):
        process, port = start()
        tablet.client = Wire(port)
        path = path or begin(tablet, content)[0]
        stop = threading.Event()
        pushing = threading.Thread(target=push, args=(Wire(port), stop))
        pushing.start()
        while most is not None and acknowledged < most and pushing.is_alive():
            time.sleep(0.001)  # the kill then falls anywhere in the next request
        if most is not None:
            process.send_signal(signal.SIGKILL)
            process.wait()
            stop.set()
        pushing.join()
        assert wrong == []
    assert acknowledged == len(content)
    services = open_services(settings)
    try:
        assert b"".join(files.read(services, digest_of(content))) == content
        with services.store.reading() as db:
            assert log.first_broken_entry(db) is None
            assert files.first_broken(db, services) is None
    finally:
        services.store.close()


def test_nothing_is_written_outside_of_the_data_folder(world, settings, start, tmp_path):
    """Bodies and replies of any size, whole, half and refused: a server's own temporary files would be plain text."""
    tablet = world.tablet()
    told = tmp_path / "told"
    _, port = start("-B", "-c", WATCHED, TOLD=str(told))
    tablet.client = Wire(port)
    content = CANARY * (3 * CHUNK_BYTES_MAX // len(CANARY))
    path, offset = begin(tablet, content)
    while offset < len(content):
        chunk = content[offset : offset + CHUNK_BYTES_MAX]
        assert send(tablet, path, chunk, offset + 1).status_code == 409
        assert send(tablet, path, chunk, offset).status_code == 204
        offset += len(chunk)
    assert send(tablet, path, bytes(2 * CHUNK_BYTES_MAX), 0).status_code == 413
    opened = told.read_text().splitlines()
    assert [each for each in opened if str(settings.files) in each], "the watch saw nothing"
    assert [each for each in opened if not each.startswith((str(settings.data), os.devnull))] == []
    for place in settings.data.rglob("*"):
        assert not place.is_file() or CANARY not in place.read_bytes(), place


class TestTwoProcesses:
    """On one set of files, with each database."""

    @pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
    def engine(self, request):
        return request.param

    def test_they_share_uploads_and_keep_one_copy(self, world, start):
        ports = [start()[1] for _ in range(2)]
        tablets = [world.tablet(world.officer(f"9300{number}")) for number in range(4)]
        content = bytes_of(1 * MB)
        wrong = []

        def work(number):
            tablet = tablets[number]
            try:
                for turn in range(200):
                    tablet.client = Wire(ports[(number + turn) % 2])
                    path, offset = begin(tablet, content)
                    if offset == len(content):
                        return
                    reply = send(tablet, path, content[offset : offset + 50_000], offset)
                    assert reply.status_code in (204, 409), reply.text
                wrong.append("never whole")
            except Exception as error:
                wrong.append(f"{error!r:.2000}")

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert b"".join(files.read(world.services, digest_of(content))) == content
        with world.services.store.reading() as db:
            assert log.first_broken_entry(db) is None
        assert list((world.services.settings.files / files.UPLOADS).iterdir()) == []
        for number, tablet in enumerate(tablets):
            tablet.client = Wire(ports[number % 2])
            assert tablet.exchange(files=[digest_of(content)])["files"] == [digest_of(content)]
            assert ask(tablet, "OPTIONS", FILES_PATH).status_code == 204
