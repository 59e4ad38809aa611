"""`python -m server` is `scenebook`."""

from server.cli import main

main()
