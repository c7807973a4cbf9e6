"""Addresses that people give are read in one way, whichever system they are of."""

from collections.abc import Callable

import pytest

from varaamo_sync.booking.client import VaraamoClient
from varaamo_sync.errors import UsageError
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.respa import RespaClient, RespaExchanges
from varaamo_sync.respa.booking import RespaBookingClient
from varaamo_sync.service_map import ServiceMapClient
from varaamo_sync_cli.workspace.access.environment import host_of

Door = Callable[[str], object]

SECRET = "merkitty-salasana-2291"
DOORS = (
    host_of,
    HoursClient,
    RespaBookingClient,
    RespaClient,
    RespaExchanges,
    ServiceMapClient,
    VaraamoClient,
)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "url",
    [
        f"https://admin:{SECRET}",
        f"https://admin:{SECRET}/v1",
        f"https://admin:{SECRET}@h.example.invalid/v1",
        f"https://h.example.invalid/v1?token={SECRET}",
        f"https://h.example.invalid/#{SECRET}",
    ],
)
def test_no_door_tells_a_password_of_an_address(door: Door, url: str) -> None:
    """What is no address is refused without what stands where passwords and keys may stand."""
    with pytest.raises(UsageError) as caught:
        door(url)

    assert SECRET not in f"{caught.value}{vars(caught.value)}"


@pytest.mark.parametrize(
    "url",
    ["https://h.example.invalid", "https://h.example.invalid/", "https://h.example.invalid/a/v1"],
)
def test_credentials_are_bound_to_the_host_of_an_address(url: str) -> None:
    """A path of an API behind the host takes credentials nowhere else."""
    assert "https://h.example.invalid" == host_of(url)


def test_what_is_too_much_in_an_address_is_seen() -> None:
    """Where a part is struck, a sign stands for it: what is shown is no address either."""
    with pytest.raises(UsageError) as caught:
        host_of(f"https://h.example.invalid/v1?token={SECRET}")

    assert "https://h.example.invalid/v1?…" in str(caught.value)
