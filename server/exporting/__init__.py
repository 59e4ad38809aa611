"""From an approved case to one file that anybody can check: gather, redact, write down, typeset, prove, release.

    gathering -> material -> redaction -> record -> packet -> building -> leaks -> releasing

`shared.bundle` checks the result. Pages and the command line are elsewhere (`server.web.records`, `server.cli_export`).
"""
