"""Links that people follow hold no secret, and none that does is asked for or told."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from varaamo_sync.booking import ReadVenues
from varaamo_sync.booking.client import VaraamoClient
from varaamo_sync.booking.links import opening_hours_link
from varaamo_sync.booking.protocol import documents
from varaamo_sync.errors import RequestRejected
from varaamo_sync.secrecy import without_passwords

LIBRARY = Path(__file__).parents[2] / "varaamo_sync"


def test_one_link_opens_all_rooms_of_a_venue() -> None:
    """Varaamo is told the rooms, and where to lead back to; it signs the way on itself."""
    link = urlsplit(opening_hours_link("https://varaamo.example", (12, 3)))

    assert ("varaamo.example", "/v1/edit_opening_hours/") == (link.netloc, link.path)
    assert {
        "reservation_units": ["12,3"],
        "redirect_on_error": ["https://varaamo.example/kasittely"],
    } == parse_qs(link.query)


def test_no_query_asks_for_a_link_that_is_a_credential() -> None:
    """``haukiUrl`` gives whoever holds it the rights of a whole organisation for half an hour."""
    asked = [name for name, text in documents.ALL.items() if "haukiurl" in text.casefold()]
    files = [
        file.relative_to(LIBRARY).as_posix()
        for file in LIBRARY.rglob("*.py")
        if "haukiurl" in file.read_text(encoding="utf-8").casefold()
    ]

    assert [] == asked
    assert [] == [name for name in files if not name.startswith("sandbox/")]


def test_a_signed_link_is_told_without_its_signature() -> None:
    """Who it is made for, until when and its signature are struck; where it leads stays."""
    signed = "&".join(f"hsa_{name}=Zq7" for name in ("username", "valid_until", "signature"))
    for text in (
        f"GET https://hours.example/resource/7/?lang=fi&{signed}&target_resources=tvp:x",
        f"Authorization: haukisigned hsa_source=Zq7&{signed}",
        f"hsa_username%3DZq7&{signed}",
    ):
        assert "Zq7" not in without_passwords(text)
    assert "https://hours.example/resource/7/?lang=fi" in without_passwords(
        f"https://hours.example/resource/7/?lang=fi&{signed}"
    )


@pytest.mark.parametrize("status", [302, 400])
def test_a_server_that_tells_a_signed_link_is_told_without_it(status: int) -> None:
    """Whether Varaamo leads on to one, or repeats one in its words."""
    signed = "https://hours.example/resource/7/?hsa_username=Zq7&hsa_signature=Zq7&x=1"
    answer = httpx.Response(
        status, headers={"location": signed}, json={"errors": [{"message": f"see {signed}"}]}
    )
    transport = httpx.MockTransport(lambda _: answer)
    with (
        VaraamoClient("http://sandbox.localhost", transport=transport) as api,
        pytest.raises(RequestRejected) as caught,
    ):
        api.execute(ReadVenues())

    assert "hours.example" in str(caught.value)
    assert "Zq7" not in f"{caught.value!r} {caught.value}"
