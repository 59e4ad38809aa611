"""The tablet's store, and the only SQL on the tablet: one encrypted SQLite file per officer.

`engine` opens the file and owns every rule of reading and writing; the other modules are plain functions, one module
a noun, that take the open database first. Whoever calls them decides what belongs into one transaction.
"""

from mobile.store.engine import Database, DBError, Store, StoreError

__all__ = ["DBError", "Database", "Store", "StoreError"]
