"""The client of Hauki over a transport that answers as the real one was seen to answer."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import httpx
import pytest

from tests.clock import now
from varaamo_sync.booking import Command
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import CredentialsWithheld, HoursError, UsageError
from varaamo_sync.hours import (
    CheckHoursRight,
    CreatePeriod,
    DatePeriod,
    DeletePeriod,
    PeriodOrigin,
    ReadDailyHours,
    ReadHoursUser,
    ReadPeriods,
    ReadResources,
    ReplacePeriod,
    ResourceId,
    Resources,
    period_body,
)
from varaamo_sync.hours.client import AsyncHoursClient, HoursClient, base_of
from varaamo_sync.model import LANGS
from varaamo_sync.sandbox import AsyncSandboxTransport, Sandbox

URL = "https://hauki.example"
TOKEN = "f" * 39 + "7"
VENUE, ROOM = ResourceId.of_venue("demo-001"), ResourceId.of_room("abc-1")
PERIOD = DatePeriod(resource=2, origins=(PeriodOrigin("tvp", "abc-1:nuta:1"),))

Answer = Callable[[httpx.Request], httpx.Response]


def says(status: int, value: Any = None, **headers: str) -> Answer:
    """Return what answers every request in one way."""
    return lambda _: httpx.Response(status, json=value, headers=headers)


class Asked:
    """A client, and what it sent."""

    def __init__(self, answer: Answer, *, token: str | None = TOKEN) -> None:
        self.sent: list[httpx.Request] = []

        def carry(request: httpx.Request) -> httpx.Response:
            self.sent.append(request)
            return answer(request)

        self.client = HoursClient(
            URL,
            token=token,
            transport=httpx.MockTransport(carry),
            sleep=lambda _: None,
            patience=Patience(policy=Policy(attempts=3), chance=lambda: 0.0),
        )

    def failure(self, command: Any) -> HoursError:
        """Return how a command fails."""
        with pytest.raises(HoursError) as caught:
            self.client.execute(command)
        return caught.value


@pytest.fixture
def records(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Give all that is logged."""
    caplog.set_level(logging.DEBUG)
    return caplog


def resource(pk: int, id: ResourceId) -> dict[str, Any]:
    """Return a resource as Hauki gives it."""
    return {"id": pk, "origins": [{"data_source": {"id": id.source}, "origin_id": id.origin}]}


def page(*rows: Any) -> dict[str, Any]:
    """Return a page of a list."""
    return {"count": len(rows), "next": None, "previous": None, "results": list(rows)}


def test_unknown_resources_are_told() -> None:
    """Law: an id that Hauki leaves out without a word is named as missing."""
    asked = Asked(says(200, page(resource(1, VENUE))))

    found = asked.client.execute(ReadResources((VENUE, ROOM)))

    assert {VENUE: 1} == {id: one.pk for id, one in found.found.items()}
    assert (ROOM,) == found.missing
    (request,) = asked.sent
    assert "/v1/resource/?resource_ids=tprek:demo-001,tvp:abc-1&page_size=1000" in str(request.url)
    assert f"APIToken {TOKEN}" == request.headers["Authorization"]


def test_nothing_is_asked_for_nothing() -> None:
    """Law: a list of no ids is not sent; Hauki would answer it with everything."""
    asked = Asked(says(200, page(resource(1, VENUE))))

    assert {} == asked.client.execute(ReadResources(())).found
    assert {} == asked.client.execute(ReadPeriods(()))
    assert {} == asked.client.execute(ReadDailyHours((), date.min, date.min))
    assert [] == asked.sent


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (ReadResources((ROOM,)), page(resource(1, VENUE))),
        (ReadPeriods((2,)), [{"id": 1, **period_body(DatePeriod(resource=9))}]),
        (
            ReadDailyHours((2,), date(2027, 1, 1), date(2027, 1, 2)),
            page({"resource": resource(9, VENUE), "opening_hours": []}),
        ),
        (ReadResources((ROOM,)), {**page(), "next": "https://elsewhere.example"}),
        (ReadResources((ROOM,)), []),
        (ReadPeriods((2,)), page()),
        (CheckHoursRight(2), {}),
    ],
)
def test_an_answer_with_what_nobody_asked_for_is_none(command: Any, answer: Any) -> None:
    """Law: an answer with rows of others, or of another shape, is not taken for one."""
    error = Asked(says(200, answer)).failure(command)

    assert "hours-garbled" == error.problem
    assert "-)" not in str(error)


def test_periods_come_by_their_resource() -> None:
    """Law: each resource has its periods, and word of those that could not be read."""
    rows = [
        {"id": 1, **period_body(PERIOD)},
        {"id": 2, **period_body(PERIOD), "start_date": "?"},
        {"id": 3, **period_body(DatePeriod(resource=3))},
    ]
    found = Asked(says(200, rows)).client.execute(ReadPeriods((2, 3, 4)))

    assert {2: [1], 3: [3], 4: []} == {pk: [p.pk for p in r.read] for pk, r in found.items()}
    assert [(2, PERIOD.origins)] == [(one.pk, one.origins) for one in found[2].unread]


def test_a_period_is_sent_whole() -> None:
    """Law: creating and replacing say everything, and give what Hauki stored."""
    stored = {"id": 7, **period_body(PERIOD)}
    made = Asked(says(201, stored))
    changed = Asked(says(200, stored))

    assert 7 == made.client.execute(CreatePeriod(PERIOD)).pk
    assert PERIOD == changed.client.execute(ReplacePeriod(7, PERIOD))
    assert ("POST", "/v1/date_period/") == (made.sent[0].method, made.sent[0].url.path)
    assert ("PATCH", "/v1/date_period/7/") == (changed.sent[0].method, changed.sent[0].url.path)
    assert period_body(PERIOD) == json.loads(made.sent[0].content)


def test_what_is_gone_already_is_deleted() -> None:
    """Law: deleting tells whether there was anything to delete."""
    assert Asked(says(204)).client.execute(DeletePeriod(7))
    assert not Asked(says(404, {"detail": "Ei löydy."})).client.execute(DeletePeriod(7))


def test_a_write_whose_outcome_is_unknown_is_never_repeated() -> None:
    """Law: a second POST makes a second period, so no answer is an unknown outcome."""

    def cut(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("reset")

    for answer in (cut, says(502), says(500), says(200, {}), says(201, [])):
        asked = Asked(answer)
        error = asked.failure(CreatePeriod(PERIOD))

        assert 1 == len(asked.sent)
        assert not error.certain
        assert error.writes


def test_a_read_is_repeated() -> None:
    """Law: a read that was not answered is asked again."""
    answers = iter([says(502), says(429), says(200, page(resource(1, VENUE)))])
    asked = Asked(lambda request: next(answers)(request))  # noqa: PLW0108  # one each time

    assert asked.client.execute(ReadResources((VENUE,))).found
    assert 3 == len(asked.sent)


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (403, {"detail": "Autentikaatiotunnuksia ei annettu."}, "hours-no-token"),
        (403, {"detail": "Epäkelpo token."}, "hours-token-unknown"),
        (403, {"detail": "Sinulla ei ole oikeutta."}, "hours-no-right"),
        (404, {"detail": "Ei löydy."}, "hours-gone"),
        (409, {"message": "DatePeriod with origin tvp:a:1 already exists."}, "hours-origin-taken"),
        (400, ["start_date is required"], "hours-invalid"),
        (429, None, "hours-busy"),
        (405, None, "hours-refused"),
        (302, None, "hours-redirects"),
    ],
)
def test_a_refusal_proves_that_nothing_was_stored(status: int, body: Any, problem: str) -> None:
    """Law: what Hauki refuses is told by its reason, in words of three languages."""
    error = Asked(says(status, body)).failure(ReplacePeriod(7, PERIOD))

    assert (problem, True) == (error.problem, error.certain)
    assert all(error.what.told(lang) for lang in LANGS)  # type: ignore[union-attr]


def test_a_list_that_is_not_there_doubts_the_address() -> None:
    """Law: only one thing can be gone; a list that is not there is no list of Hauki's."""
    nowhere = says(404, {"detail": "Ei löydy."})
    told = Asked(nowhere).failure(ReadResources((VENUE,)))

    assert "hours-elsewhere" == told.problem
    assert "Check the whole address" in (told.fix or "")
    assert "hours-gone" == Asked(nowhere).failure(CheckHoursRight(2)).problem


def test_who_only_reads_is_not_told_that_nothing_was_sent() -> None:
    """Law: that nothing was sent is said of what was to change something."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    read, written = (Asked(fail).failure(one) for one in (ReadPeriods((2,)), CreatePeriod(PERIOD)))

    assert ("hours-unreachable", False) == (read.problem, "sent" in str(read))
    assert ("hours-unreachable-write", True) == (written.problem, "not sent" in str(written))


def test_refused_fields_are_named() -> None:
    """Law: what is wrong deep inside a period is told with its place."""
    body = {"time_span_groups": [{"time_spans": [{"weekdays": {"0": ["ei kelpaa"]}}]}]}
    error = Asked(says(400, body)).failure(CreatePeriod(PERIOD))

    (field,) = error.fields
    assert ("time_span_groups[0].time_spans[0].weekdays.0", "ei kelpaa") == (
        field.path,
        field.message,
    )


def test_the_token_is_told_to_nobody_else(records: pytest.LogCaptureFixture) -> None:
    """Law: neither errors nor logs nor reprs hold the token, though the server repeats it."""
    said = {"detail": f"APIToken {TOKEN} ei kelpaa"}
    errors = [
        Asked(says(status, said, location=f"https://x.example/?hsa_signature={TOKEN}")).failure(
            command
        )
        for status in (400, 403, 404, 409, 302, 500)
        for command in (CreatePeriod(PERIOD), ReadHoursUser())
    ]
    asked = Asked(says(200, {"username": "someone", "organization_ids": ["tprek:a"]}))
    user = asked.client.execute(ReadHoursUser())

    told = [repr(asked.client), repr(vars(asked.client)), repr(user)]
    told += [f"{error!r} {error} {error.fix} {error.fields} {error.values}" for error in errors]
    told += [str(error.__cause__) for error in errors]
    assert TOKEN not in " ".join([*told, records.text])


def test_where_a_token_may_go() -> None:
    """Law: a token never travels in the open, and only what can be one is taken."""
    with pytest.raises(CredentialsWithheld):
        HoursClient("http://hauki.example", token=TOKEN)
    for token in ("", "a b", "ä", "a\n"):
        with pytest.raises(UsageError) as caught:
            HoursClient(URL, token=token)
        assert "hours-token-none" == caught.value.problem


@pytest.mark.parametrize(
    "url", ["https://h.example", "https://h.example/v1/", "https://h.example/"]
)
def test_an_address_may_name_the_version(url: str) -> None:
    """Law: the address is that of Hauki, whether or not people copy its version along."""
    assert ("https://h.example", "") == base_of(url)


@pytest.mark.parametrize("url", ["h.example", "https://h.example/?a=b", "ftp://h.example", ""])
def test_what_is_no_address_is_told(url: str) -> None:
    """Law: something else than an address is refused."""
    with pytest.raises(UsageError):
        base_of(url)


def test_a_password_in_an_address_is_not_told() -> None:
    """Law: an address with a password is refused without being repeated."""
    with pytest.raises(UsageError) as caught:
        base_of("https://user:secret@h.example")
    assert "secret" not in str(caught.value)


class Meant(NamedTuple):
    """What a client is asked, and what comes back."""

    command: Command[Any]
    answer: httpx.Response


MEANT = {
    "read": Meant(ReadResources((VENUE,)), httpx.Response(200, json=page(resource(1, VENUE)))),
    "redirected": Meant(ReadResources((VENUE,)), httpx.Response(302, headers={"location": "/x"})),
    "refused": Meant(DeletePeriod(7), httpx.Response(403, json={"detail": "No."})),
    "gone": Meant(DeletePeriod(7), httpx.Response(404, json={"detail": "Not found."})),
    "fault": Meant(DeletePeriod(7), httpx.Response(500, text="<h1>500</h1>")),
}


@pytest.mark.parametrize("name", MEANT)
def test_the_asynchronous_client_is_its_twin(name: str) -> None:
    """Law: the same requests with the same token, the same results and the same errors."""
    command, answer = MEANT[name]
    sent: list[tuple[str, str, str]] = []

    def carry(request: httpx.Request) -> httpx.Response:
        sent.append((request.method, str(request.url), request.headers["Authorization"]))
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    async def no_sleep(_: float) -> None:
        return None

    async def ask() -> Any:
        patience = Patience(policy=Policy(attempts=3), chance=lambda: 0.0)
        async with AsyncHoursClient(
            URL,
            token=TOKEN,
            transport=httpx.MockTransport(carry),
            sleep=no_sleep,
            patience=patience,
        ) as api:
            return await api.execute(command)

    twin = Asked(carry)
    told: list[tuple[object, ...]] = []
    for asking in (lambda: twin.client.execute(command), lambda: asyncio.run(ask())):
        try:
            told.append(("done", asking()))
        except HoursError as error:
            told.append((error.problem, error.code, error.certain, error.attempts))

    half = len(sent) // 2
    assert told[0] == told[1]
    assert sent[:half] == sent[half:]
    assert f"APIToken {TOKEN}" == sent[0][2]


def test_an_asynchronous_service_asks_the_sandbox() -> None:
    """Law: a client of one event loop speaks to a whole system, and closes its connections."""
    with Sandbox(clock=now) as sandbox:

        async def look() -> Resources:
            async with AsyncHoursClient(
                "http://sandbox.localhost/hauki",
                token="sandbox-hours-token",
                transport=AsyncSandboxTransport(sandbox),
            ) as api:
                user = await api.execute(ReadHoursUser())
                assert user.organizations
                return await api.execute(ReadResources((ResourceId.of_venue("demo-001"),)))

        found = asyncio.run(look())

    assert () == found.missing
