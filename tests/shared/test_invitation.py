"""The link that invites a tablet: what the command prints is what the tablet reads."""

from mobile.enrolling import invitation as read
from shared.invitation import invitation, parts_of


def test_what_is_made_is_read():
    code = "ABCDEFGHJKMNPQRSTVWX"
    for address in ("https://records.example", "https://records.example/", "https://records.example:8443"):
        link = invitation(address, code)
        assert parts_of(f" {link}\n") == read(link) == (address.rstrip("/"), code)


def test_an_address_and_a_code_may_be_typed_apart_and_what_is_missing_is_blank():
    assert parts_of("https://records.example ABCD-EFGH") == ("https://records.example", "ABCD-EFGH")
    assert parts_of("https://records.example/") == ("https://records.example", "")
