"""Equal sealed content and seed give equal bytes on every platform, time zone and language; nothing that leaves lets
anyone test a guess of a withheld value.

Other processes, with another time zone, language, hash seed and import order, seal the same scene: the bytes must be
the same. Then a value of a short list is withheld and every code of the list is tried against all that is left.
"""

import hashlib
import json
import os
import subprocess
import sys

import pytest

from shared.answers import Address
from shared.canonical import b64u, canonical, un_b64u
from shared.keys import key_from_seed
from shared.report import shipped_form
from shared.samples import scene
from shared.seal import Header, seal, unseal, withhold

PROGRAM = """
from shared.keys import key_from_seed
from shared.report import shipped_form
from shared.samples import scene
from shared.seal import Header, seal
form = shipped_form()
header = Header("final", "0b6b4a3e-7f53-4c5e-9df1-3a52a1f0a001", 1, "", "a", "d", "i", 1,
    {"at": "2026-11-01T01:30:00-07:00", "clock": "device"}, form.version, form.digest,
    form.configuration.vocabulary.digest, form.configuration.city.digest)
sealed = seal(header, scene("S1").answers, b"s" * 32, key_from_seed(b"k" * 32)).sealed()
print(sealed.digest, len(sealed.text()))
"""

PLACES = [
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "77", "PYTHONUTF8": "0"},
    {"TZ": "Pacific/Apia", "LC_ALL": "es_MX.UTF-8", "PYTHONOPTIMIZE": "2"},
]


def sealed_elsewhere(place):
    environment = {**os.environ, **place}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.split()


def test_the_same_scene_seals_to_the_same_bytes_everywhere():
    assert len({tuple(sealed_elsewhere(place)) for place in PLACES}) == 1


@pytest.fixture(scope="module")
def version():
    form = shipped_form()
    pins = form.configuration
    header = Header(
        "final",
        "0b6b4a3e-7f53-4c5e-9df1-3a52a1f0a001",
        1,
        "",
        "a",
        "d",
        "i",
        1,
        {"at": "2026-11-01T01:30:00-07:00", "clock": "device"},
        form.version,
        form.digest,
        pins.vocabulary.digest,
        pins.city.digest,
    )
    return seal(header, scene("S1").answers, os.urandom(32), key_from_seed(b"k" * 32)).sealed()


def test_no_guess_of_a_withheld_code_can_be_tested(version):
    """Everything public is at the guesser's hand: the token, all other disclosures with their salts, the lists."""
    form = shipped_form()
    key = key_from_seed(b"k" * 32).public_key()
    hidden = Address("incident", "-", "crowd_size_band")
    spec = form.spec("incident", "crowd_size_band")
    left = withhold(version, lambda address: address != hidden)
    opened = unseal(left, key)
    assert hidden not in opened.answers
    payload = json.loads(un_b64u(left.token.split(".")[1]))
    salts = {json.loads(un_b64u(text))[0] for text in left.disclosures}
    for code in spec.kind.codes:
        for salt in [*salts, "", "A" * 24]:
            guess = b64u(canonical([salt, hidden.text(), code]))
            assert b64u(hashlib.sha256(guess.encode()).digest()) not in payload["_sd"]
        bare = hashlib.sha256(canonical(code)).digest()
        assert b64u(bare) not in left.text() and bare.hex() not in left.text()


def test_what_is_withheld_stands_nowhere_in_what_is_left(version):
    shown = withhold(version, lambda address: address.part != "federal_supervisor")
    everything = shown.text() + "".join(un_b64u(text).decode() for text in shown.disclosures)
    assert "Halvorsen" not in everything and "federal_supervisor/" not in everything
