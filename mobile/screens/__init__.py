"""The tablet's screens. Each is built at its first use, kept, and told to `show` what it is gone to for.

A screen reads services through the `Shell` it is given (`mobile.screens.shell`), places widgets and calls one verb for
each tap. It knows no SQL, no network and no rules.
"""
