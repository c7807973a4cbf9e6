import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from tests.clock import now, wait_until
from tests.sandbox.api import ORIGIN, Api, draft
from tests.sandbox.faulty import SPACE, SPACES, WRITE, faulty, post, stored
from varaamo_sync.sandbox import FaultPlan, Sandbox, SandboxTransport
from varaamo_sync.sandbox.faults.plan import (
    Cut,
    Deadlock,
    Fault,
    HtmlPage,
    Latency,
    LocksAway,
    MovingRows,
    SessionLost,
    Slow,
    SpaceDeadlock,
    Status,
    StoredError,
    Truncated,
    WrongType,
)


@pytest.mark.parametrize("status", [502, 503, 504])
@pytest.mark.parametrize("kept", [False, True])
def test_a_proxys_status_says_nothing_of_what_is_stored(status: Any, kept: bool) -> None:
    """An HTML page with the status comes, and the write is stored or not, as the plan says."""
    with faulty(Status(status=status, stored=kept, operations=(WRITE,))) as api:
        response = post(api)

        assert (status, "text/html") == (
            response.status_code,
            response.headers["Content-Type"].partition(";")[0],
        )
        assert int(kept) == stored(api)


def test_retry_after_is_seconds_or_a_date() -> None:
    """A proxy says when to come back in either form; the date agrees with the answer's own."""
    seconds = Status(status=429, retry_after=7, count=1)
    date = Status(status=503, retry_after=90, as_date=True)
    with faulty(seconds, date) as api:
        first, second = api.post(SPACES), api.post(SPACES)

    later, sent = (parsedate_to_datetime(second.headers[name]) for name in ("Retry-After", "Date"))
    assert (429, "7") == (first.status_code, first.headers["Retry-After"])
    assert (503, 90) == (second.status_code, round((later - sent).total_seconds(), -1))


@pytest.mark.parametrize("socket", [False, True])
@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("reset", [False, True])
def test_a_cut_is_a_cut_with_a_socket_and_without(socket: bool, kept: bool, reset: bool) -> None:
    """No answer comes: closed or reset, before or after storing, in process as over a socket."""
    expected = httpx.ReadError if reset else httpx.RemoteProtocolError
    with faulty(Cut(stored=kept, reset=reset, operations=(WRITE,)), socket=socket) as api:
        with pytest.raises(expected):
            post(api)

        assert int(kept) == stored(api)


@pytest.mark.parametrize("socket", [False, True])
def test_the_server_goes_on_when_its_proxy_gave_up(socket: bool) -> None:
    """504 comes after the proxy's patience, nothing is stored then, and later it is."""
    slow = Slow(seconds=0.4, gives_up=0.1, operations=(WRITE,))
    with faulty(slow, socket=socket) as api:
        begun = time.monotonic()
        response, at_first = post(api), stored(api)
        in_time = time.monotonic() - begun < slow.seconds  # else this machine was slower
        wait_until(lambda: stored(api) == 1)

        assert (504, 1) == (response.status_code, stored(api))
        assert at_first == 0 or not in_time


def test_what_is_slow_but_in_time_is_answered() -> None:
    """A proxy that waits long enough hands the answer on."""
    with faulty(Slow(seconds=0.05, gives_up=5, operations=(WRITE,))) as api:
        assert api.done(WRITE, SPACE)["pk"]


def test_latency_delays_and_changes_nothing() -> None:
    """A late answer is the right one."""
    with faulty(Latency(seconds=0.2, operations=("spaces",))) as api:
        begun = time.monotonic()

        assert 0 == stored(api)
        assert time.monotonic() - begun >= 0.2


@pytest.mark.parametrize(
    ("says", "code"), [("unknown_error", None), ("HAUKI_EXPORTS_ERROR", "HAUKI_EXPORTS_ERROR")]
)
def test_an_error_after_storing(says: Any, code: str | None) -> None:
    """The answer is an error with no data, and the write is stored (facts, section 4b)."""
    with faulty(StoredError(says=says)) as api:
        answer = api.write(WRITE, SPACE)

        (error,) = answer["errors"]
        assert ({WRITE: None}, code) == (answer["data"], error.get("extensions", {}).get("code"))
        assert 1 == stored(api)


def test_a_lost_session_looks_like_a_missing_right() -> None:
    """Sessions end without a 401: only asking who one is tells (facts, section 1)."""
    with faulty(SessionLost(operations=(WRITE,))) as api:
        error = api.error(WRITE, SPACE)

        assert "CREATE_PERMISSION_DENIED" == error["extensions"]["code"]
        assert {"currentUser": None} == api.data("{ currentUser { pk } }")


def test_a_deadlock_stores_nothing() -> None:
    """The database rolls back, and says so in raw text without a code (facts, section 3)."""
    with faulty(Deadlock(operations=(WRITE,), count=1)) as api:
        error = api.error(WRITE, SPACE)

        assert error["message"].startswith("deadlock detected\nDETAIL:")
        assert (False, 0) == ("extensions" in error, stored(api))
        assert api.done(WRITE, SPACE)["pk"]


@pytest.mark.parametrize(("parent", "fails"), [(1, True), (None, False)])
def test_spaces_with_a_parent_deadlock_when_created_at_once(
    parent: int | None, fails: bool
) -> None:
    """Four at once: some fail and are not stored; without a parent none does (facts, 4)."""
    with faulty(SpaceDeadlock(hold=0.05)) as api, ThreadPoolExecutor(4) as pool:
        values = SPACE | ({"parent": api.done(WRITE, SPACE)["pk"]} if parent else {})
        before = stored(api)
        answers = list(pool.map(lambda _: api.write(WRITE, values), range(8)))
        failed = sum("errors" in answer for answer in answers)

        assert fails == (failed > 0)
        assert 8 - failed == stored(api) - before


def test_spaces_one_at_a_time_never_deadlock() -> None:
    """One client that waits for each answer meets no deadlock."""
    with faulty(SpaceDeadlock(hold=0.001)) as api:
        parent = api.done(WRITE, SPACE)["pk"]
        for _ in range(3):
            api.done(WRITE, SPACE | {"parent": parent})
            api.done("updateSpace", {"pk": parent, "maxPersons": 3})


LIST = (
    "query L($o: Int) { reservationUnits(first: 20, offset: $o, unit: [1], orderBy: [pkAsc])"
    " { totalCount edges { node { pk } } } }"
)


def pages(api: Api) -> tuple[list[int], list[int]]:
    """Read rooms page by page; return their numbers, and the totals that the pages told."""
    read = [api.data(LIST, o=offset)["reservationUnits"] for offset in (0, 20)]
    pks = [edge["node"]["pk"] for page in read for edge in page["edges"]]
    return pks, [page["totalCount"] for page in read]


@pytest.mark.parametrize(("change", "grown"), [("replace", 0), ("add", 1)])
def test_rows_move_while_pages_are_read(change: Any, grown: int) -> None:
    """A row goes and the rest move up, so that one is skipped; or one is added."""
    with faulty(MovingRows(change=change, count=1)) as api:
        mine = [api.done("createReservationUnit", draft())["pk"] for _ in range(10)]
        seen, (first, second) = pages(api)

        assert grown == second - first
        assert (1 - grown) == len(set(mine) - set(seen))
        assert set(mine) <= set(pages(api)[0])


def test_the_last_page_moves_nothing() -> None:
    """Nothing changes where no page is left to be read."""
    with faulty(MovingRows(change="add")) as api:
        before = api.data(LIST, o=20)["reservationUnits"]["totalCount"]

        assert before == api.data(LIST, o=20)["reservationUnits"]["totalCount"]


def test_passers_by_come_again_after_a_reset() -> None:
    """The rooms that move stand in front again when the sandbox was set back."""
    query = "{ reservationUnits(unit: [1]) { totalCount } }"
    with (
        Sandbox(clock=now, faults=FaultPlan(faults=(MovingRows(),))) as made,
        SandboxTransport(made) as transport,
        httpx.Client(transport=transport, base_url=ORIGIN) as client,
    ):
        before = Api(client).data(query)
        made.reset()

        assert before == Api(client).data(query)
        assert before["reservationUnits"]["totalCount"] >= 20


@pytest.mark.parametrize(
    ("fault", "status", "kept"),
    [
        (HtmlPage(operations=(WRITE,)), 500, 0),
        (HtmlPage(operations=(WRITE,), stored=True), 500, 1),
        (HtmlPage(operations=(WRITE,), status=200), 200, 0),
        (Truncated(operations=(WRITE,)), 200, 1),
    ],
    ids=lambda value: value.__class__.__name__,
)
def test_bodies_that_are_no_json(fault: Fault, status: int, kept: int) -> None:
    """HTML pages and cut-off JSON cannot be read, whatever was stored."""
    with faulty(fault) as api:
        response = post(api)

        assert (status, kept) == (response.status_code, stored(api))
        with pytest.raises(ValueError, match=r"."):
            response.json()


def test_json_that_calls_itself_html() -> None:
    """Only the content type is wrong; the body is the answer."""
    with faulty(WrongType(operations=(WRITE,))) as api:
        response = post(api)

        assert response.headers["Content-Type"].startswith("text/html")
        assert response.json()["data"][WRITE]["pk"]


def test_a_lock_system_that_is_away_refuses_without_a_word() -> None:
    """A door code on an update is ``invalid`` with an empty message; other changes are stored."""
    code = [{"accessType": "ACCESS_CODE", "beginDate": "2099-01-01"}]
    with faulty(LocksAway()) as api:
        pk = api.done("createReservationUnit", draft())["pk"]
        (error,) = api.write("updateReservationUnit", {"pk": pk, "accessTypes": code})["errors"]
        api.done("updateReservationUnit", {"pk": pk, "surfaceArea": 5})

    expected = [{"field": "nonFieldErrors", "message": "", "code": "invalid"}]
    assert expected == error["extensions"]["errors"]
