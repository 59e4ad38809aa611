"""A slice of the soak's part `large file`, and that its oracles can see."""

import socket
import threading

from tests.soak.cutting import CuttingLink
from tests.soak.large_file import MB, _holds, live, pieces


def test_a_file_over_a_link_that_is_cut_arrives_whole_with_few_bytes_twice():
    (row,) = live(seconds=300, seed=3, size=6 * MB, cuts=3, first=2 * MB)
    assert row.violations == ()
    assert row.done == 3


def test_a_file_in_the_clear_would_be_seen(tmp_path):
    content = b"".join(pieces(3 * MB, 5))
    canaries = [content[:32], content[2 * MB : 2 * MB + 32]]
    place = tmp_path / "spool"
    place.write_bytes(bytes(1 << 20)[16:] + canaries[1])
    assert _holds(place, canaries), "across the border of two reads too"
    place.write_bytes(bytes(3 * MB))
    assert not _holds(place, canaries)


def test_the_link_is_cut_where_it_is_told_to():
    with socket.create_server(("127.0.0.1", 0)) as server:
        link = CuttingLink(server.getsockname()[1], 1, at=[1000])
        heard = bytearray()

        def hear():
            line, _ = server.accept()
            try:
                while data := line.recv(4096):
                    heard.extend(data)
            except OSError:
                pass

        hearing = threading.Thread(target=hear)
        hearing.start()
        port = int(link.address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(bytes(1000))
            hearing.join(30)
        assert (len(heard), link.cuts, link.sent, link.room() > 1 << 40) == (1000, 1, 1000, True)
        link.close()
