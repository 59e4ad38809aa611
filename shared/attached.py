"""What a file beside the record is called once it leaves: its digest, and the ending that its type usually has.

The digest is its name everywhere; the ending only helps whoever opens it, and comes from this table, never from what
somebody typed.
"""

from collections.abc import Mapping

ENDINGS: Mapping[str, str] = {
    "application/pdf": "pdf",
    "audio/m4a": "m4a",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "image/heic": "heic",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/webp": "webp",
    "text/plain": "txt",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
}
OTHER = "bin"


def file_name(digest: str, media_type: str) -> str:
    """`<digest>.<ending>`."""
    return f"{digest}.{ENDINGS.get(media_type, OTHER)}"
