"""Form tokens against cross-site requests (CSRF), bound to the session that the form was made for.

A token is an HMAC of the session's secret, so there is nothing to store and a foreign site cannot compute it. Before
signing in the secret is a random cookie of its own. SameSite=Strict is the first line, this is the second.
"""

import hashlib
import hmac

from shared.canonical import b64u

FIELD = "form_token"
COOKIE = "scenebook-form"


def token(secret: str) -> str:
    """The token for forms shown to the holder of `secret`."""
    return b64u(hmac.digest(secret.encode(), b"scenebook form", hashlib.sha256))


def holds(given: str, secret: str) -> bool:
    """Whether `given` is the token for `secret`. False for an empty secret."""
    return bool(secret) and hmac.compare_digest(given.encode(), token(secret).encode())
