"""The only SQL of the server: one module a noun, plain functions that take the connection first.

`Store.writing()` and `Store.reading()` hand that connection out. Other packages import `Connection` from here, for
their type hints only.
"""

from sqlalchemy import Connection

from server.store.engine import RowRefused, Store, StoreUnusable, TryAgain, attempt, open_postgres, open_sqlite

__all__ = [
    "Connection",
    "RowRefused",
    "Store",
    "StoreUnusable",
    "TryAgain",
    "attempt",
    "open_postgres",
    "open_sqlite",
]
