"""One text per kind of error, for library and command line; reads never speak of stored changes."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from varaamo_sync.booking import Command, CreateSpace, ReadVenues
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import BookingError, ListChanging, ServerFault
from varaamo_sync.explanations import answers, explained
from varaamo_sync.model import LANGS, Lang

URL = "https://varaamo.example.invalid"
SPACE = CreateSpace(code="demo:a", venue=1, name={"fi": "A"})

MAY_BE_STORED: dict[Lang, str] = {
    "fi": r"tallentuiko|mitä tallentui|voi yhä tallentaa|voi jatkaa työtään",
    "sv": r"om ändringen sparades|vad som sparades|kan ännu spara|kan arbeta vidare",
    "en": r"whether the change|what was stored|may still store|may go on working",
}
"""What a failed read must not say."""

ONLY_AFTER_A_WRITE = {"HAUKI_EXPORTS_ERROR"}


def status(code: int, **headers: str) -> Callable[[httpx.Request], httpx.Response]:
    """Answer with an HTML page of some status."""
    return lambda _: httpx.Response(code, text="<html>", headers=headers)


def body(value: Any) -> Callable[[httpx.Request], httpx.Response]:
    """Answer with JSON."""
    return lambda _: httpx.Response(200, json=value)


def said(message: str, code: str | None = None) -> Callable[[httpx.Request], httpx.Response]:
    """Answer with an error of the API."""
    return body({"errors": [{"message": message, "extensions": {"code": code} if code else {}}]})


def fail(error: Exception) -> Callable[[httpx.Request], httpx.Response]:
    """Fail before an answer."""

    def respond(_: httpx.Request) -> httpx.Response:
        raise error

    return respond


FAILURES: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "refused": fail(httpx.ConnectError("no")),
    "cut": fail(httpx.ReadError("cut")),
    "late": fail(httpx.ReadTimeout("late")),
    **{f"HTTP {code}": status(code) for code in (400, 401, 403, 404, 429, 500, 502, 503, 504)},
    "redirected": status(301, location="https://elsewhere.example.invalid/"),
    "maintenance": status(200),
    "truncated": lambda _: httpx.Response(200, text='{"data": {"unitsA'),
    "another API": body({"status": "ok"}),
    "another shape": body({"data": {"unitsAll": [{}], "createSpace": {}}}),
    "unknown": said("An unknown error occurred."),
    "overflow": said("date value out of range"),
    "hauki": said("Hauki export failed.", "HAUKI_EXPORTS_ERROR"),
    "deadlock": said("deadlock detected"),
    "duplicate": said("duplicate key value"),
    "gone": said("gone", "NOT_FOUND"),
    "denied": said("No permission.", "FILTER_PERMISSION_DENIED"),
}


def failed(respond: Callable[[httpx.Request], httpx.Response], command: Command[Any]) -> Any:
    """Return the error that a command ends with."""
    once = Patience(policy=Policy(attempts=1))
    transport = httpx.MockTransport(respond)
    with (
        VaraamoClient(URL, transport=transport, patience=once) as api,
        pytest.raises(BookingError) as caught,
    ):
        api.execute(command)
    return caught.value


@pytest.mark.parametrize("command", [ReadVenues(), SPACE], ids=["read", "write"])
@pytest.mark.parametrize("name", FAILURES)
def test_the_advice_of_an_error_is_that_of_its_message(name: str, command: Command[Any]) -> None:
    """What a program reads in ``fix`` is what a person is told, for every way of failing."""
    error = failed(FAILURES[name], command)

    assert error.fix
    assert explained(error, "en")[0].fix == error.fix


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(FAILURES.keys() - {"hauki"}))
def test_a_failed_read_says_nothing_of_a_stored_change(name: str, lang: Lang) -> None:
    """Nothing was to be stored, whoever failed."""
    error = failed(FAILURES[name], ReadVenues())
    (told,) = explained(error, lang)

    assert error.writes is False
    assert not re.search(MAY_BE_STORED[lang], f"{told.what} {told.why} {told.fix}")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "name",
    ["cut", "late", "HTTP 500", "HTTP 502", "HTTP 504", "maintenance", "truncated", "unknown"],
)
def test_a_write_that_nobody_answered_says_that_it_may_be_stored(name: str, lang: Lang) -> None:
    """After these nobody knows, and a person is told so."""
    error = failed(FAILURES[name], SPACE)
    (told,) = explained(error, lang)

    assert (True, False) == (error.writes, error.certain)
    assert re.search(MAY_BE_STORED[lang], f"{told.why} {told.fix}")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", sorted(answers("fi").keys() - ONLY_AFTER_A_WRITE))
def test_no_code_makes_a_failed_read_speak_of_a_stored_change(code: str, lang: Lang) -> None:
    """Whatever code an answer to a read has, now or later."""
    error = ServerFault("x", code=code)
    error.writes = False
    (told,) = explained(error, lang)

    assert not re.search(MAY_BE_STORED[lang], f"{told.what} {told.why} {told.fix}")


@pytest.mark.parametrize("lang", LANGS)
def test_a_list_under_writers_is_no_other_system(lang: Lang) -> None:
    """A passing state is called one: the address is not doubted."""
    (told,) = explained(ListChanging("x", operation="Rooms"), lang)

    assert not re.search(r"osoit|adress|address", f"{told.what} {told.why} {told.fix}".casefold())


def test_an_address_without_a_login_form_is_no_vanished_room() -> None:
    """What a login does not find is told as what it is."""
    login = PasswordLogin("a", "b")
    transport = httpx.MockTransport(status(404))
    with (
        VaraamoClient(URL, transport=transport, login=login) as api,
        pytest.raises(BookingError) as caught,
    ):
        api.log_in()

    (told,) = explained(caught.value, "fi")
    assert "kirjautumislomaketta" in told.what
    assert explained(caught.value, "en")[0].fix == caught.value.fix
