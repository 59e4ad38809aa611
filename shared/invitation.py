"""How an officer's tablet is invited: the server's address and a one-time code as one link, for a QR code or to paste.

    https://records.example/#ABCDEFGHJKMNPQRSTVWX

The code stands behind `#`, the part of a link that no browser sends anywhere. Which addresses and codes are good is
for whoever reads them.
"""


def invitation(address: str, code: str) -> str:
    """The link for an address and a code."""
    return f"{address.rstrip('/')}/#{code}"


def parts_of(text: str) -> tuple[str, str]:
    """(address, code) of a link, or of an address and a code with a space between; what is not there is ""."""
    address, _, code = text.strip().replace("#", " ", 1).partition(" ")
    return address.rstrip("/"), code
