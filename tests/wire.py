"""What travels, unpacked: for twins that look into a request as nobody on the way could."""

import gzip


def plain(body: bytes) -> bytes:
    """A request's content, whether it was compressed or not (gzip begins with 1f 8b, JSON never does)."""
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
