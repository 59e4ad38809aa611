"""The archive has one form, and other bytes are never the same files."""

import io
import zipfile

import pytest

from shared.archive import BadArchive, pack, unpack

FILES = {"a.txt": b"hello", "b/c-1.json": b"{}" * 20, "z": b""}


def wrong(data):
    with pytest.raises(BadArchive) as caught:
        unpack(data)
    return caught.value.wrong


def test_what_was_packed_comes_out_and_the_order_given_does_not_count():
    data = pack(FILES)
    assert unpack(data) == FILES
    assert pack(dict(reversed(FILES.items()))) == data


def test_ordinary_readers_read_it():
    with zipfile.ZipFile(io.BytesIO(pack(FILES))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES


def test_no_single_bit_can_change():
    data = pack(FILES)
    for place in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            assert wrong(bytes(changed))


def test_nothing_may_stand_before_between_or_behind():
    data = pack(FILES)
    end = data.index(b"PK\x01\x02")
    for changed in (b"x" + data, data + b"x", data[:end] + b"x" + data[end:]):
        assert wrong(changed)


@pytest.mark.parametrize("name", ["../up", "/root", "a//b", ".hidden", "a\\b", "ü", "", "a/"])
def test_a_name_that_could_land_elsewhere_is_refused(name):
    with pytest.raises(ValueError, match="cannot be in an archive"):
        pack({name: b""})


def test_a_compressed_entry_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(10_000_000))
    assert wrong(buffer.getvalue()) == [("archive.damaged", "bomb")]
