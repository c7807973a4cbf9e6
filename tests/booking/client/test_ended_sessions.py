"""Sessions that end without a word are told apart from missing rights, and renewed."""

from typing import Any

import pytest

from tests.make import TODAY
from varaamo_sync import booking
from varaamo_sync.booking import CheckRights, Command, ReadUser
from varaamo_sync.booking.client.session import Session
from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.protocol.commands import flow_of
from varaamo_sync.booking.protocol.exchange import Keys, Operation, PasswordLogin
from varaamo_sync.booking.retry import Patience
from varaamo_sync.errors import PermissionDenied, SessionEnded


def watched(command: Command[Any], login: PasswordLogin | None) -> Flow[Any]:
    """Return the exchanges of a command, carried out with a session that may be over."""
    return Session(Keys("x" * 32), login, Patience()).carry_out(flow_of(command, lambda: TODAY))


def test_an_ended_session_is_told_apart_from_a_missing_right() -> None:
    """A refusal is a missing right only when somebody is logged in (facts, section 1)."""
    user = booking.User(1, "x", manages_all=False)
    for who, expected in ((None, SessionEnded), (user, PermissionDenied)):
        flow = watched(ReadUser(), None)
        next(flow)
        flow.throw(PermissionDenied("No permission"))

        with pytest.raises(expected):
            flow.send(who)


def test_an_ended_session_is_renewed_where_a_password_is_at_hand() -> None:
    """After a renewal the refused operation is sent again: a refusal stored nothing."""
    login = PasswordLogin("user", "secret")
    flow = watched(ReadUser(), login)
    first = next(flow)
    flow.throw(PermissionDenied("No permission"))

    assert flow.send(None) is login
    assert flow.send("cookie") is first


@pytest.mark.parametrize("command", [ReadUser(), CheckRights(1)])
def test_an_ended_session_is_renewed_where_nothing_is_refused(command: Command[Any]) -> None:
    """Who one is, and whether one may, are answered without an error when a session is dead."""
    login = PasswordLogin("user", "secret")
    nobody: Any = None if isinstance(command, ReadUser) else False
    flow = watched(command, login)
    first = next(flow)
    who = flow.send(nobody)

    assert isinstance(who, Operation)
    assert who.name == "CurrentUser"
    assert flow.send(None) is login
    assert flow.send("cookie") is first


def test_a_password_that_is_wrong_is_tried_once() -> None:
    """A refused login is not repeated: accounts are locked for that."""
    login = PasswordLogin("user", "wrong")
    flow = watched(ReadUser(), login)
    next(flow)
    flow.send(None)
    flow.send(None)

    with pytest.raises(PermissionDenied, match="password"):
        flow.throw(PermissionDenied("The password is wrong."))
