"""Passwords of addresses, data sources and commands are struck, whatever they are made of."""

import json
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.clock import now
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.secrecy import argument_without_password, masked, strike, without_passwords
from varaamo_sync.state.records import LockHolder

SIGNS = "abcXYZ0189äö!$%^&*()-_=+[]{}|;:,.<>~`"
written = st.text(SIGNS, min_size=6, max_size=20).map(lambda text: f"Zq7{text}Zq7")
"""A password as it may stand in an address, marked at both ends."""

FORMS = (
    "postgresql://aino:{}@db.example/state",
    "postgresql+psycopg://aino:{}@db.example:5432/state?sslmode=require",
    "postgresql://:{}@db.example/state",
    "https://aino:{}@varaamo.example",
    "https://{}@varaamo.example",
    "HTTP://aino:{}@varaamo.example/path?x=1",
    "sqlite://aino:{}@/state.db",
)
NAMED = (
    "postgresql://db.example/state?password={}",
    "postgresql://db.example/state?user=aino&password={}&sslmode=require",
    "postgresql:///state?sslpassword={}",
    "host=db.example password={} dbname=state",
    "host=db.example password = '{}' dbname=state",
    "PGPASSWORD={}",
    "sessionid={}; csrftoken=x",
)


def parts(secret: str) -> list[str]:
    """Return what must not be found of a secret: its marked ends with what is beside them."""
    return [secret, secret[:6], secret[-6:]]


@pytest.mark.parametrize("form", FORMS)
@given(secret=written)
def test_the_password_of_an_address_is_struck(form: str, secret: str) -> None:
    """Within a sentence, as an argument, and masked in a line of a file; the host stays."""
    address = form.format(secret)
    for told in (
        without_passwords(f"could not connect to {address}"),
        argument_without_password(address),
        argument_without_password(f"--store={address}"),
        masked(f"    url: {address}"),
    ):
        assert [] == [part for part in parts(secret) if part in told]
        assert "sqlite" in told or ".example" in told


@given(secret=st.text("abcXYZ0189äö!$%^&*()-_=+[]{}|;:,.~`", min_size=6).map("Zq7{}Zq7".format))
def test_words_in_place_of_a_port_are_struck(secret: str) -> None:
    """Who leaves the host out has written a password where a port should stand."""
    for address in (f"https://aino:{secret}", f"http://aino:{secret}/path"):
        for told in (without_passwords(f'"{address}" is none'), masked(f'  url: "{address}"')):
            assert "Zq7" not in told


@pytest.mark.parametrize("form", NAMED)
@given(secret=st.text("abcXYZ0189äö!$%^*()-_+[]{}|:.<>~`@/", min_size=6).map("Zq7{}Zq7".format))
def test_a_named_password_is_struck(form: str, secret: str) -> None:
    """As a query or among the words of a data source, in quotes and without."""
    for told in (without_passwords(form.format(secret)), masked(form.format(secret))):
        assert [] == [part for part in parts(secret) if part in told]


@given(secret=st.text(min_size=1, max_size=30).map("Zq7{}Zq7".format))
def test_an_argument_is_struck_whole(secret: str) -> None:
    """Blanks, @ and strokes in a password that nobody has written as %20: all of it goes."""
    assume("@" not in secret or "://" not in secret)
    told = argument_without_password(f"postgresql://aino:{secret}@db.example/state")

    assert "Zq7" not in told


@given(st.text(max_size=60), written)
def test_masking_keeps_each_place(before: str, secret: str) -> None:
    """A caret below a line still points to what it pointed to."""
    line = f"{before} https://aino:{secret}@varaamo.example"

    assert len(line) == len(masked(line))


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://aino@db.example/state",
        "https://varaamo.example/a?b=c",
        "https://host:port, http://127.0.0.1:8000: refused (http://h:80,http://[::1]:81).",
        "sqlite:////home/aino/state.db",
        "varaamo-sync push helsinki --target production --allow NUP=14",
        "Kirjoita osoitteeseen aino@example.fi",
        "capacity = 12",
    ],
)
def test_what_holds_no_password_stays(text: str) -> None:
    """Addresses without one, users of stores, mail addresses and settings are told as they are."""
    assert (text, text, text) == (
        without_passwords(text), argument_without_password(text), masked(text),
    )  # fmt: skip


@given(st.text(min_size=1, max_size=30))
def test_a_known_secret_is_struck_in_each_spelling(secret: str) -> None:
    """As it is, in JSON, in an address and as Python shows it."""
    secret = f"Zq7{secret}Zq7".encode("utf-8", "replace").decode()
    spellings = (secret, json.dumps(secret), quote(secret, safe=""), repr(secret)[1:-1])

    assert ["", "", "", ""] == [
        "Zq7" if "Zq7" in strike(f"a {way} b", [secret]) else "" for way in spellings
    ]


def test_a_finding_and_a_holder_of_a_lock_hold_no_password() -> None:
    """Whoever makes them, and however they are shown, written or kept."""
    address, moment = "postgresql://aino:Zq7Zq7@db.example/state", now()
    finding = Finding(
        rule="x", severity=Severity.ERROR, level=Level.DRAFT, params={"a": address, "b": [address]}
    )
    holder = LockHolder("aino", "kone", f"push --store {address}", moment, moment, moment)

    assert "Zq7" not in repr(finding)
    assert "Zq7" not in repr(holder)
    assert "db.example" in holder.command
