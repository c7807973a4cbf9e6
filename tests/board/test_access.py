"""Who may look at a board, by what way, and what a browser may do with what it shows."""

import pytest

from tests.board.boards import LOCAL, Source, ask, of_two_rooms
from varaamo_sync.board import Access, is_loopback

TWO = of_two_rooms()
TOKEN = "a-key-that-was-drawn-for-a-board"
GUARDED = Access(TOKEN)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X"])
def test_a_board_can_only_be_looked_at(method: str) -> None:
    """Whatever is not GET or HEAD is refused, wherever it goes, and nothing is read for it."""
    source = Source(TWO)
    for address in ("/", "/rooms/nup-a", "/nowhere"):
        answer = ask(source, address, method=method)
        assert 405 == answer.status_code
        assert "GET, HEAD" == answer.headers["allow"]
    assert 0 == source.asked


def test_a_look_at_the_head_is_a_look() -> None:
    """HEAD is answered as GET is."""
    assert 200 == ask(TWO, "/rooms/nup-a", method="HEAD").status_code


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8124", "localhost:8124", "LOCALHOST", "[::1]:8124", "127.8.9.1", "localhost."],
)
def test_this_machine_is_answered_by_its_own_names(host: str) -> None:
    """A loopback address or name, with or without a port."""
    assert 200 == ask(TWO, host=host).status_code


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8124", "127.0.0.1.evil.example", "192.168.0.1", "", "::"]
)
def test_names_of_others_are_not_answered(host: str) -> None:
    """A page whose name was turned to this machine reads nothing (DNS rebinding)."""
    source = Source(TWO)
    answer = ask(source, host=host)

    assert 421 == answer.status_code
    assert "Sali" not in answer.text
    assert 0 == source.asked


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": f"Basic {TOKEN}"},
        {"cookie": "varaamo_sync_board=wrong"},
        {"cookie": f"other={TOKEN}"},
        {"cookie": "\x7f;;=,"},
    ],
)
def test_without_the_key_nothing_is_shown(headers: dict[str, str]) -> None:
    """Neither a page nor whether it is there."""
    source = Source(TWO)
    for address in ("/", "/rooms/nup-a.json", "/nowhere", "/?token=", "/?token=wrong"):
        answer = ask(source, address, access=GUARDED, **headers)
        assert 401 == answer.status_code
        assert "Bearer" == answer.headers["www-authenticate"]
    assert 0 == source.asked


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {TOKEN}"},
        {"authorization": f"bearer  {TOKEN}"},
        {"cookie": f"a=b; varaamo_sync_board={TOKEN}"},
    ],
)
def test_the_key_is_said_in_a_header_or_a_cookie(headers: dict[str, str]) -> None:
    """Programs say it in a header, browsers keep it; whatever the host is called."""
    answer = ask(TWO, access=GUARDED, base="http://board.example", **headers)

    assert 200 == answer.status_code


@pytest.mark.parametrize("address", ["/", "/rooms/nup-a", "//evil.example/x"])
def test_the_key_of_an_address_becomes_a_cookie(address: str) -> None:
    """It is said once, and stands in no address from then on; nobody is led elsewhere."""
    answer = ask(TWO, f"{LOCAL}{address}?token={TOKEN}", access=GUARDED)
    cookie = answer.headers["set-cookie"]

    assert 303 == answer.status_code
    assert "/" + address.lstrip("/") == answer.headers["location"]
    assert cookie.startswith(f"varaamo_sync_board={TOKEN};")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize(
    ("address", "access", "headers"),
    [
        ("/", None, {}),
        ("/rooms/nup-a.json", None, {}),
        ("/nowhere", None, {}),
        ("/", GUARDED, {}),
        (f"/?token={TOKEN}", GUARDED, {}),
        ("/", None, {"host": "evil.example"}),
    ],
)
def test_every_answer_is_kept_to_itself(
    address: str, access: Access | None, headers: dict[str, str]
) -> None:
    """No script, no frame, no guess of what it is, no copy, no address told to others."""
    told = ask(TWO, address, access=access, **headers).headers

    assert told["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "nosniff" == told["x-content-type-options"]
    assert "no-store" == told["cache-control"]
    assert "no-referrer" == told["referrer-policy"]
    assert "same-origin" == told["cross-origin-resource-policy"]


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True), ("::1", True), ("[::1]", True), ("localhost", True),
        ("0.0.0.0", False), ("::", False), ("example.org", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_this_machine_alone(host: str, loopback: bool) -> None:
    """An address that others can reach needs a key."""
    assert loopback == is_loopback(host)


def test_a_key_is_not_shown_by_chance() -> None:
    """It stands in no representation, such as a log has."""
    assert TOKEN not in repr(GUARDED)
