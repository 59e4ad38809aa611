"""Review: the queue, an opened report, comments, decisions and annotations.

A reviewer adds, never edits: whatever is written here stands beside the officer's words under its own author's name,
is append-only, and is logged in the same transaction. `states` is pure; `opening` reads; `deciding` and `annotating`
write. Pages are `server.web`.
"""
