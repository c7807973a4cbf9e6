from collections.abc import Generator
from typing import Any

import pytest

from tests.make import TODAY
from varaamo_sync import booking
from varaamo_sync.booking import CheckRights, Command, ReadRooms, ReadSpaces, ReadUser
from varaamo_sync.errors import PermissionDenied, ProtocolMismatch, SessionEnded
from varaamo_sync.protocol.exchange import Operation, PasswordLogin
from varaamo_sync.protocol.flows import FLOWS, flow_of
from varaamo_sync.protocol.reads import READINGS, everything
from varaamo_sync.protocol.session import watched


def page(pks: range, total: int) -> dict[str, Any]:
    """Return a page of a list."""
    return {"totalCount": total, "edges": [{"node": {"pk": pk}} for pk in pks]}


def read(pages: list[dict[str, Any]]) -> tuple[list[int], int]:
    """Read a list from prepared pages; return its rows and how many pages were asked for."""
    flow: Generator[Any, Any, list[int]] = everything("Rooms", "", "x", lambda node: node["pk"])
    asked = 0
    try:
        next(flow)
        while True:
            asked += 1
            flow.send(pages.pop(0))
    except StopIteration as stop:
        return stop.value, asked


def test_a_list_is_read_to_its_end() -> None:
    """Pages of 100 that overlap by a row are read until the total is reached."""
    rows, asked = read(
        [page(range(100), 230), page(range(99, 199), 230), page(range(198, 230), 230)]
    )

    assert (list(range(230)), 3) == (rows, asked)


@pytest.mark.parametrize(
    "torn",
    [
        [page(range(100), 150), page(range(98, 149), 150)],  # a row moved back: seen twice
        [page(range(100), 150), page(range(100, 150), 149)],  # the total moved: one was skipped
        [page(range(100), 150), page(range(99, 130), 150)],  # a page came short
        [page(range(100), 150), page(range(100, 151), 150)],  # one went and one came: one skipped
    ],
)
def test_a_list_that_changed_under_the_pages_is_read_again(torn: list[dict[str, Any]]) -> None:
    """Rows seen twice or skipped while reading are noticed, and the list is read again."""
    rows, asked = read([*torn, page(range(100), 101), page(range(99, 101), 101)])

    assert (list(range(101)), 4) == (rows, asked)


def test_a_list_that_never_rests_is_an_error() -> None:
    """Reading ends in an error, never in an endless loop or a wrong list."""
    torn = [page(range(100), 150), page(range(98, 149), 150)]

    with pytest.raises(ProtocolMismatch):
        read(torn * READINGS)


def test_an_empty_filter_asks_nothing() -> None:
    """An empty list filter would mean all rows (facts, section 2), so nothing is asked."""
    for command in (ReadRooms(()), ReadSpaces(())):
        with pytest.raises(StopIteration) as stop:
            next(flow_of(command, lambda: TODAY))  # type: ignore[arg-type]

        assert stop.value.value == ()


def test_every_command_has_a_flow() -> None:
    """No command of the port is without a way to carry it out."""
    known = {cls for cls in vars(booking).values() if isinstance(cls, type)}
    wanted = {cls for cls in known if issubclass(cls, booking.Command)} - {booking.Command}

    assert wanted == set(FLOWS)


def test_an_ended_session_is_told_apart_from_a_missing_right() -> None:
    """A refusal is a missing right only when somebody is logged in (facts, section 1)."""
    user = booking.User(1, "x", manages_all=False)
    for who, expected in ((None, SessionEnded), (user, PermissionDenied)):
        flow = watched(flow_of(ReadUser(), lambda: TODAY), None)
        next(flow)
        flow.throw(PermissionDenied("No permission"))

        with pytest.raises(expected):
            flow.send(who)


def test_an_ended_session_is_renewed_where_a_password_is_at_hand() -> None:
    """After a renewal the refused operation is sent again: a refusal stored nothing."""
    login = PasswordLogin("user", "secret")
    flow = watched(flow_of(ReadUser(), lambda: TODAY), login)
    first = next(flow)
    flow.throw(PermissionDenied("No permission"))

    assert flow.send(None) is login
    assert flow.send("cookie") is first


@pytest.mark.parametrize("command", [ReadUser(), CheckRights(1)])
def test_an_ended_session_is_renewed_where_nothing_is_refused(command: Command[Any]) -> None:
    """Who one is, and whether one may, are answered without an error when a session is dead."""
    login = PasswordLogin("user", "secret")
    nobody: Any = None if isinstance(command, ReadUser) else False
    flow = watched(flow_of(command, lambda: TODAY), login)
    first = next(flow)
    who = flow.send(nobody)

    assert isinstance(who, Operation)
    assert who.name == "CurrentUser"
    assert flow.send(None) is login
    assert flow.send("cookie") is first


def test_a_password_that_is_wrong_is_tried_once() -> None:
    """A refused login is not repeated: accounts are locked for that."""
    login = PasswordLogin("user", "wrong")
    flow = watched(flow_of(ReadUser(), lambda: TODAY), login)
    next(flow)
    flow.send(None)
    flow.send(None)

    with pytest.raises(PermissionDenied, match="password"):
        flow.throw(PermissionDenied("The password is wrong."))
