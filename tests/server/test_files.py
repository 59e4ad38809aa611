"""Files beside the record: sent in pieces by tus, encrypted on the disk, whole or not there."""

import base64
import hashlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from server import files, log, uploads
from server.encrypted import HEADER_BYTES
from server.store import files as rows
from server.store import log as log_rows
from shared.canonical import b64u
from shared.entry import open_entry
from shared.protocol import CHUNK_BYTES_MAX, FILE_BYTES_MAX, FILES_PATH
from shared.signing import check_reply, content_digest, sign_request

from .conftest import CHANCE

CHUNK_TYPE = "application/offset+octet-stream"
CANARY = b"canary-5c1f-that-nobody-may-read"


def bytes_of(size, seed=0):
    """Bytes that repeat nowhere, with a canary at both ends."""
    found = hashlib.shake_256(f"a photo {seed}".encode()).digest(size)
    return CANARY + found[len(CANARY) : -len(CANARY)] + CANARY


def digest_of(content):
    return hashlib.sha256(content).hexdigest()


def metadata(digest):
    return f"sha256 {base64.b64encode(digest.encode()).decode()}"


def ask(tablet, method, path, body=b"", *, nonce=None, **headers):
    """One signed tus request; header names with _ for -."""
    signed = sign_request(
        method, path, body, tablet.device_key, created=1776183120, nonce=nonce or b64u(CHANCE.token(16))
    )
    given = {"Tus-Resumable": "1.0.0", **{name.replace("_", "-"): str(value) for name, value in headers.items()}}
    return tablet.client.open(path, method=method, data=body, headers={**given, **signed})


def begin(tablet, content, digest=None, size=None):
    """The address of the tablet's upload, and how far it is."""
    reply = ask(
        tablet,
        "POST",
        FILES_PATH,
        Upload_Length=len(content) if size is None else size,
        Upload_Metadata=metadata(digest or digest_of(content)),
    )
    assert reply.status_code == 201, reply.text
    return reply.headers["Location"], int(reply.headers["Upload-Offset"])


def send(tablet, path, content, offset, **headers):
    return ask(tablet, "PATCH", path, content, Upload_Offset=offset, Content_Type=CHUNK_TYPE, **headers)


def offset_of(tablet, path):
    reply = ask(tablet, "HEAD", path)
    assert reply.status_code == 200
    return int(reply.headers["Upload-Offset"])


def deliver(tablet, content, chunk=10_000):
    """Send it all, from where the server is; the address."""
    path, offset = begin(tablet, content)
    while offset < len(content):
        reply = send(tablet, path, content[offset : offset + chunk], offset)
        assert reply.status_code == 204, reply.text
        offset = int(reply.headers["Upload-Offset"])
    return path


def confirmed(tablet, *digests):
    return tablet.exchange(files=list(digests))["files"]


def stored(world, digest):
    return b"".join(files.read(world.services, digest))


def entries(world, act):
    with world.services.store.reading() as db:
        return [open_entry(each.opening) for each in log_rows.entries(db) if each.act == act]


def on_disk(world):
    """Every byte below the data folder, by path."""
    return {path: path.read_bytes() for path in world.services.settings.data.rglob("*") if path.is_file()}


def refusal(reply):
    assert reply.mimetype == "application/problem+json"
    assert reply.json["detail"] != reply.json["code"]
    return reply.status_code, reply.json["code"]


def test_a_file_sent_in_pieces_is_whole_logged_and_confirmed(world, tablet):
    content = bytes_of(35_000)
    digest = digest_of(content)
    assert confirmed(tablet, digest) == []
    path, offset = begin(tablet, content)
    assert offset == 0
    for place in range(0, len(content), 10_000):
        assert confirmed(tablet, digest) == [], "half a file is not delivered"
        reply = send(tablet, path, content[place : place + 10_000], place)
        assert reply.status_code == 204
        assert int(reply.headers["Upload-Offset"]) == min(place + 10_000, len(content))
    assert confirmed(tablet, "0" * 64, digest) == [digest]
    assert stored(world, digest) == content
    [entry] = entries(world, "file.stored")
    assert (entry.actor, entry.subject, entry.details) == (tablet.device, digest, {"bytes": len(content)})
    with world.services.store.reading() as db:
        assert log.first_broken_entry(db) is None
        assert files.first_broken(db, world.services) is None


def test_every_answer_is_signed_for_its_request(world, tablet):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    key = world.services.reply_key.public_key()
    replies = [
        ask(tablet, "OPTIONS", FILES_PATH),
        ask(tablet, "POST", FILES_PATH, Upload_Length=len(content), Upload_Metadata=metadata(digest_of(content))),
        ask(tablet, "HEAD", path),
        ask(tablet, "HEAD", path + "x"),
        ask(tablet, "GET", path),
        ask(tablet, "DELETE", path),
        send(tablet, path, content[:100], 0),
        send(tablet, path, content[:100], 0),
        send(tablet, path, content[100:], 100, Upload_Checksum="sha256 " + base64.b64encode(bytes(32)).decode()),
    ]
    assert [each.status_code for each in replies] == [204, 201, 200, 404, 405, 405, 204, 409, 460]
    for reply in replies:
        assert reply.headers["Tus-Resumable"] == "1.0.0"
        check_reply(reply.status_code, reply.headers, reply.data, reply.request.headers["Content-Digest"], key)


def test_what_is_spoken_is_told(tablet):
    told = ask(tablet, "OPTIONS", FILES_PATH).headers
    assert told["Tus-Version"] == "1.0.0"
    assert told["Tus-Extension"] == "creation,checksum"
    assert told["Tus-Max-Size"] == str(FILE_BYTES_MAX)
    assert "sha256" in told["Tus-Checksum-Algorithm"].split(",")


def test_the_same_file_is_the_same_upload_wherever_it_stands(tablet):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    send(tablet, path, content[:7_000], 0)
    assert begin(tablet, content) == (path, 7_000)
    send(tablet, path, content[7_000:], 7_000)
    assert begin(tablet, content) == (path, len(content))
    assert offset_of(tablet, path) == len(content)


def test_bytes_at_a_wrong_offset_are_not_taken(world, tablet):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    for offset in (1, 5_000, len(content)):
        assert refusal(send(tablet, path, content[:100], offset)) == (409, "file.offset")
    send(tablet, path, content[:5_000], 0)
    for offset in (0, 4_999, 5_001):
        assert refusal(send(tablet, path, content[offset : offset + 100], offset)) == (409, "file.offset")
    assert refusal(send(tablet, path, content, 5_000)) == (409, "file.offset"), "more than was announced"
    assert offset_of(tablet, path) == 5_000
    send(tablet, path, content[5_000:], 5_000)
    assert stored(world, digest_of(content)) == content


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_chunk_that_is_not_its_checksum_is_not_kept(tablet, algorithm):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)

    def summed(chunk):
        return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, chunk).digest()).decode()}"

    wrong = send(tablet, path, content[:5_000], 0, Upload_Checksum=summed(content[:4_999]))
    assert refusal(wrong) == (460, "file.checksum")
    assert offset_of(tablet, path) == 0
    assert send(tablet, path, content[:5_000], 0, Upload_Checksum=summed(content[:5_000])).status_code == 204
    odd = send(tablet, path, content[5_000:], 5_000, Upload_Checksum="crc32 AAAA")
    assert refusal(odd) == (400, "file.header")


def test_bytes_that_are_not_the_announced_file_are_dropped(world, tablet):
    content, other = bytes_of(20_000), bytes_of(20_000, seed=1)
    path, _ = begin(tablet, content)
    send(tablet, path, content[:10_000], 0)
    assert refusal(send(tablet, path, other[10_000:], 10_000)) == (422, "file.digest")
    assert confirmed(tablet, digest_of(content), digest_of(other)) == []
    assert ask(tablet, "HEAD", path).status_code == 404, "the upload is gone"
    assert begin(tablet, content)[1] == 0
    deliver(tablet, content)
    assert stored(world, digest_of(content)) == content
    assert len(entries(world, "file.stored")) == 1


def test_an_upload_is_its_tablets_own(world, tablet):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    send(tablet, path, content[:10_000], 0)
    other = world.tablet(world.officer("90002"))
    assert ask(other, "HEAD", path).status_code == 404
    assert refusal(send(other, path, content[10_000:], 10_000)) == (404, "file.unknown")
    theirs, offset = begin(other, content)
    assert (theirs != path, offset) == (True, 0)


def test_the_same_content_from_two_tablets_is_stored_once(world, tablet):
    content = bytes_of(20_000)
    other = world.tablet(world.officer("90002"))
    path, _ = begin(other, content)
    send(other, path, content[:10_000], 0)
    deliver(tablet, content)
    assert offset_of(other, path) == len(content), "it is here; nothing more needs to travel"
    assert confirmed(other, digest_of(content)) == [digest_of(content)]
    assert len(entries(world, "file.stored")) == 1
    assert not list((world.services.settings.files / "uploads").iterdir())


def test_a_request_that_was_heard_before_is_not_heard_again(tablet):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    first = send(tablet, path, content[:5_000], 0, nonce="n" * 20)
    again = send(tablet, path, content[:5_000], 0, nonce="n" * 20)
    assert (first.status_code, refusal(again)) == (204, (409, "signature.replayed"))
    assert offset_of(tablet, path) == 5_000


def test_requests_that_are_not_tus_say_what_is_wrong(tablet):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    stated = {"Upload_Length": 20_000, "Upload_Metadata": metadata(digest_of(content))}
    for change, expected in (
        ({"Upload_Length": ""}, (400, "file.header")),
        ({"Upload_Length": "-1"}, (400, "file.header")),
        ({"Upload_Length": "0"}, (400, "file.header")),
        ({"Upload_Length": FILE_BYTES_MAX + 1}, (413, "exchange.too_large")),
        ({"Upload_Metadata": ""}, (400, "file.header")),
        ({"Upload_Metadata": "filename cGhvdG8="}, (400, "file.header")),
        ({"Upload_Metadata": metadata("../../etc/passwd")}, (400, "file.header")),
        ({"Upload_Metadata": metadata(digest_of(content).upper())}, (400, "file.header")),
        ({"Tus_Resumable": "0.2.2"}, (412, "file.tus")),
    ):
        assert refusal(ask(tablet, "POST", FILES_PATH, **{**stated, **change})) == expected, change
    assert refusal(ask(tablet, "PATCH", path, b"x", Upload_Offset=0)) == (400, "file.header")
    assert refusal(ask(tablet, "PATCH", path, b"x", Content_Type=CHUNK_TYPE)) == (400, "file.header")
    assert refusal(ask(tablet, "PATCH", path, b"x", Content_Type=CHUNK_TYPE, Upload_Offset="0x0")) == (
        400,
        "file.header",
    )
    big = send(tablet, path, bytes(CHUNK_BYTES_MAX + 1), 0)
    assert refusal(big) == (413, "exchange.too_large")
    assert offset_of(tablet, path) == 0


def test_nobody_uploads_without_an_enrolled_tablets_signature(world, tablet):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    unsigned = world.client.patch(
        path, data=content, headers={"Upload-Offset": "0", "Content-Type": CHUNK_TYPE, "Tus-Resumable": "1.0.0"}
    )
    assert refusal(unsigned) == (401, "signature.missing")
    signed = sign_request("PATCH", path, content[:100], tablet.device_key, created=1, nonce="m" * 20)
    headers = {"Upload-Offset": "0", "Content-Type": CHUNK_TYPE, "Tus-Resumable": "1.0.0", **signed}
    assert refusal(world.client.patch(path, data=content[:99] + b"x", headers=headers)) == (400, "signature.digest")
    assert signed["Content-Digest"] == content_digest(content[:100])
    assert offset_of(tablet, path) == 0


def test_no_plain_byte_is_on_the_disk(world, tablet):
    """A canary that stands in every chunk, whole file or not, and in the middle of a refusal."""
    content = CANARY * 1_000
    half = b"half " + CANARY * 1_000
    deliver(tablet, content, chunk=4_000)
    path, _ = begin(tablet, half)
    send(tablet, path, half[:9_000], 0)
    send(tablet, path, half[:9_000], 4)
    held = on_disk(world)
    assert len(held) > 5
    for path, found in held.items():
        assert CANARY not in found and CANARY[:12] not in found, path


def part_of(world):
    [part] = (world.services.settings.files / "uploads").iterdir()
    return part


@pytest.mark.parametrize("torn", [1, 3, 100, 5_000])
def test_a_torn_tail_is_cut_off_and_the_upload_goes_on(world, tablet, torn):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    send(tablet, path, content[:6_000], 0)
    send(tablet, path, content[6_000:12_000], 6_000)
    os.truncate(part_of(world), part_of(world).stat().st_size - torn)
    assert offset_of(tablet, path) == 6_000
    assert begin(tablet, content) == (path, 6_000)
    deliver(tablet, content)
    assert stored(world, digest_of(content)) == content


def test_a_tail_of_zeros_is_cut_off(world, tablet):
    """After a power cut a file may have its length and not its content."""
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    send(tablet, path, content[:6_000], 0)
    with part_of(world).open("ab") as file:
        file.write(bytes(6_044))
    assert offset_of(tablet, path) == 6_000
    deliver(tablet, content)
    assert stored(world, digest_of(content)) == content


@pytest.mark.parametrize("left", [0, 5, HEADER_BYTES])
def test_an_upload_without_a_record_begins_anew(world, tablet, left):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    send(tablet, path, content[:6_000], 0)
    os.truncate(part_of(world), left)
    assert offset_of(tablet, path) == 0
    deliver(tablet, content)
    assert stored(world, digest_of(content)) == content


def test_a_record_changed_on_the_disk_is_not_taken_for_the_file(world, tablet):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    send(tablet, path, content[:6_000], 0)
    send(tablet, path, content[6_000:12_000], 6_000)
    with part_of(world).open("r+b") as file:
        file.seek(3_000)
        file.write(b"rot")
    assert refusal(send(tablet, path, content[12_000:], 12_000)) == (422, "file.digest")
    assert confirmed(tablet, digest_of(content)) == []
    deliver(tablet, content)
    assert stored(world, digest_of(content)) == content


def test_a_crash_before_the_row_is_made_good(world, tablet, monkeypatch):
    """The file is in its place and nobody wrote that down: the next request about it does."""
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)

    def crash(*_):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(uploads, "_record", crash)
        assert send(tablet, path, content, 0).status_code == 500
    assert confirmed(tablet, digest_of(content)) == []
    assert offset_of(tablet, path) == len(content)
    assert confirmed(tablet, digest_of(content)) == [digest_of(content)]
    assert len(entries(world, "file.stored")) == 1


def test_a_crash_before_the_rename_is_made_good(world, tablet, monkeypatch):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)

    def crash(*_):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(uploads, "_finish", crash)
        assert send(tablet, path, content, 0).status_code == 500
    assert begin(tablet, content) == (path, len(content))
    assert confirmed(tablet, digest_of(content)) == [digest_of(content)]


def test_a_file_that_the_disk_lost_is_asked_for_again(world, tablet):
    """A backup of the database without its files: nothing is confirmed that is not there."""
    content = bytes_of(20_000)
    digest = digest_of(content)
    deliver(tablet, content)
    files.path_of(world.services, digest).unlink()
    assert confirmed(tablet, digest) == []
    with world.services.store.reading() as db:
        assert files.first_broken(db, world.services).digest == digest
    deliver(tablet, content)
    assert confirmed(tablet, digest) == [digest]
    assert stored(world, digest) == content
    assert len(entries(world, "file.stored")) == 2


def test_a_changed_file_is_noticed_and_never_handed_out(world, tablet):
    content = bytes_of(20_000)
    digest = digest_of(content)
    deliver(tablet, content)
    with files.path_of(world.services, digest).open("r+b") as file:
        file.seek(500)
        file.write(b"changed")
    with pytest.raises(files.Damaged):
        files.read(world.services, digest)
    with world.services.store.reading() as db:
        assert files.first_broken(db, world.services).digest == digest


def test_a_file_that_ends_too_early_is_noticed(world, tablet):
    content = bytes_of(20_000)
    deliver(tablet, content, chunk=5_000)
    place = files.path_of(world.services, digest_of(content))
    os.truncate(place, HEADER_BYTES + (place.stat().st_size - HEADER_BYTES) // 2)
    with pytest.raises(files.Damaged):
        files.read(world.services, digest_of(content))


def test_a_full_disk_is_said_and_keeps_what_was_there(world, tablet, monkeypatch):
    content = bytes_of(20_000)
    path, _ = begin(tablet, content)
    send(tablet, path, content[:6_000], 0)

    def full(handle, data, place):
        os.write(handle, b"")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        assert refusal(send(tablet, path, content[6_000:], 6_000)) == (503, "server.storage")
    assert offset_of(tablet, path) == 6_000
    deliver(tablet, content)
    assert stored(world, digest_of(content)) == content


def test_many_at_once_send_many_files_and_the_same_one(world):
    """Six tablets, each with a file of its own and one that all of them have; two threads of each push alike."""
    tablets = [world.tablet(world.officer(f"9200{number}")) for number in range(6)]
    shared = bytes_of(30_000, seed="all")
    start = threading.Barrier(6)

    def work(number):
        start.wait()
        own = bytes_of(30_000, seed=number)
        for content in (own, shared):
            path, offset = begin(tablets[number], content)
            while offset < len(content):
                reply = send(tablets[number], path, content[offset : offset + 5_000], offset)
                assert reply.status_code in (204, 409)
                offset = offset_of(tablets[number], path)
        return own

    with ThreadPoolExecutor(6) as pool:
        sent = list(pool.map(work, range(6)))
    for content in (*sent, shared):
        assert stored(world, digest_of(content)) == content
    assert len(entries(world, "file.stored")) == 7
    with world.services.store.reading() as db:
        assert {row.digest for row in rows.everything(db)} == {digest_of(each) for each in (*sent, shared)}


def test_one_upload_pushed_twice_at_once_keeps_one_copy_of_each_byte(world, tablet):
    content = bytes_of(60_000)
    path, _ = begin(tablet, content)

    def push(_):
        offset = offset_of(tablet, path)
        while offset < len(content):
            send(tablet, path, content[offset : offset + 3_000], offset)
            offset = offset_of(tablet, path)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(push, range(4)))
    assert stored(world, digest_of(content)) == content
    assert len(entries(world, "file.stored")) == 1
