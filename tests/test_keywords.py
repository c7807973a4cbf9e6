"""A keyword argument that nobody knows is refused, wherever keyword arguments are gathered."""

import asyncio
import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import varaamo_sync
from varaamo_sync import Catalogue
from varaamo_sync.booking.client import AsyncVaraamoClient, VaraamoClient
from varaamo_sync.errors import UsageError
from varaamo_sync.hours.client import AsyncHoursClient, HoursClient
from varaamo_sync.respa import RespaClient
from varaamo_sync.respa.booking.clients import AsyncRespaBookingClient, RespaBookingClient
from varaamo_sync.service_map import ServiceMapClient
from varaamo_sync.store import Store, locked, locked_async
from varaamo_sync.sync import prepare, prepare_async, sync, sync_async

URL = "https://varaamo.example.invalid"
API: Any = type("API", (), {"origin": URL})()
SOURCE: Any = type("Source", (), {"usable": lambda _: Catalogue(id="x")})()


def entered(**wrong: Any) -> None:
    """Try to hold a lock."""
    with Store("sqlite://") as store, locked(store, URL, "x", command="c", now=_now, **wrong):
        pass


async def entered_beside(**wrong: Any) -> None:
    """Try to hold a lock asynchronously."""
    with Store("sqlite://") as store:
        async with locked_async(store, URL, "x", command="c", now=_now, **wrong):
            pass


def _now() -> datetime:
    return datetime(2027, 3, 1, tzinfo=UTC)


GATHERING: dict[str, Callable[..., Any]] = {
    "VaraamoClient": lambda **wrong: VaraamoClient(URL, **wrong),
    "AsyncVaraamoClient": lambda **wrong: AsyncVaraamoClient(URL, **wrong),
    "HoursClient": lambda **wrong: HoursClient(URL, **wrong),
    "AsyncHoursClient": lambda **wrong: AsyncHoursClient(URL, **wrong),
    "RespaBookingClient": lambda **wrong: RespaBookingClient(URL, **wrong),
    "AsyncRespaBookingClient": lambda **wrong: AsyncRespaBookingClient(URL, **wrong),
    "RespaClient": lambda **wrong: RespaClient(URL, **wrong),
    "ServiceMapClient": lambda **wrong: ServiceMapClient(URL, **wrong),
    "prepare": lambda **wrong: prepare(API, Catalogue(id="x"), **wrong),
    "prepare_async": lambda **wrong: asyncio.run(prepare_async(API, Catalogue(id="x"), **wrong)),
    "sync": lambda **wrong: sync(SOURCE, API, Store("sqlite://"), **wrong),
    "sync_async": lambda **wrong: asyncio.run(sync_async(SOURCE, API, Store("sqlite://"), **wrong)),
    "locked": entered,
    "locked_async": lambda **wrong: asyncio.run(entered_beside(**wrong)),
    "lock": entered,
    "lock_async": lambda **wrong: asyncio.run(entered_beside(**wrong)),
}
"""Everything that gathers keyword arguments, by name."""


@pytest.mark.parametrize("name", GATHERING)
def test_a_mistyped_option_is_refused_by_its_name(name: str) -> None:
    """``sesion=`` is a ``TypeError``, not a client without a session."""
    with pytest.raises(TypeError, match="unexpected keyword argument 'sesion'"):
        GATHERING[name](sesion="abc")


def test_the_name_that_was_meant_is_told() -> None:
    """A near name is named, as Python does."""
    with pytest.raises(TypeError, match=r"Did you mean 'session'\?"):
        VaraamoClient(URL, sesion="abc")  # type: ignore[call-arg]


def test_nothing_else_gathers_keyword_arguments() -> None:
    """Whatever takes ``Unpack[…]`` stands in the list above."""
    found = set()
    for module in walk_packages(varaamo_sync.__path__, "varaamo_sync."):
        if ".graphql" in module.name:
            continue
        for value in vars(import_module(module.name)).values():
            members = vars(value).values() if inspect.isclass(value) else (value,)
            for member in members:
                told = member.__annotations__ if inspect.isfunction(member) else {}
                if any("Unpack[" in str(one) for one in told.values()):
                    named = value if member.__name__ == "__init__" else member
                    found |= (
                        {named.__name__} if named.__module__.startswith("varaamo_sync") else set()
                    )

    assert found == set(GATHERING) - {"RespaClient", "ServiceMapClient"}


@pytest.mark.parametrize("client", [VaraamoClient, AsyncVaraamoClient])
@pytest.mark.parametrize("more", ["/graphql/", "/fi/spaces", "?page=2", "#top"])
def test_an_address_with_more_than_a_host_is_refused(client: Any, more: str) -> None:
    """A path would be left off silently: requests would go elsewhere than was written."""
    with pytest.raises(UsageError) as refused:
        client(URL + more)

    assert "without a path" in (refused.value.fix or "")


def test_a_slash_at_the_end_is_no_path() -> None:
    """What a browser adds to an address is left off."""
    with VaraamoClient(f"{URL}/") as api:
        assert URL == api.origin


@pytest.mark.parametrize("client", [HoursClient, RespaClient, ServiceMapClient])
def test_an_address_of_an_api_has_no_query(client: Any) -> None:
    """The other clients take a path, for their APIs have one, and nothing behind it."""
    with pytest.raises(UsageError):
        client(f"{URL}/v1?page=2")
