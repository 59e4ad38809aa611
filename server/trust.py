"""What anyone needs to check this server's exports and checkpoints, as data that can be published."""

from server import log
from server.services import Services
from shared.canonical import Value
from shared.protocol import PROTOCOL


def trust_data(services: Services) -> dict[str, Value]:
    """{"protocol", "origin", "log_key", "reply_key"}: the log's name and the public keys in base64url."""
    with services.store.reading() as db:
        origin = log.head(db).origin
    return {"protocol": PROTOCOL, "origin": origin, **log.trust_keys(services)}
