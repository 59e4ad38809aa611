"""A real Chromium, as tests and the journey start it: no network of its own, and time to answer on a busy machine."""

PATIENCE_MS = 60_000
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""Without the last three it looks for its maker's hosts at every start."""
