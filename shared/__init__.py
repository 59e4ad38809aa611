"""What tablet and server must agree on: the form, the sealed record, the exchange, the log's proofs.

Pure: standard library, marshmallow and the signature library. No clock, no I/O beyond reading this package's own
data, no framework. `mobile` and `server` import from here; nothing here imports from them.
"""
