"""Sets one packet, alone in a process whose time and memory are bounded, so that no text can stop the server.

Started as a file by `server.exporting.typesetting`: FOLDER with packet.typ and packet.json, the made-at time in Unix
seconds, font folders. It writes packet.pdf into the folder. Exit code 3 and a line on stderr when typst refuses.
"""

import resource
import sys
from pathlib import Path

import typst

CPU_SECONDS = 120
MEMORY_BYTES = 3 * 2**30


def main(folder: str, made_at: str, *fonts: str) -> int:
    """Set the packet. Returns the exit code."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        made: bytes = typst.compile(
            Path(folder) / "packet.typ",
            root=Path(folder),
            font_paths=[Path(font) for font in fonts],
            ignore_system_fonts=True,
            pdf_standards=["a-3a", "ua-1"],
            timestamp=int(made_at),
        )
    except typst.TypstError as error:
        print(f"{error.message} {error.hints}", file=sys.stderr)
        return 3
    (Path(folder) / "packet.pdf").write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
