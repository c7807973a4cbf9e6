"""What is handed in wrong is refused in words, and nothing is sent."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.make import NOW
from tests.sync.conftest import Town
from tests.sync.test_adapters import AsyncAdapter, three_rooms
from tests.sync.test_one_call import (
    SETTINGS,
    client_of,
    folder,
    sandbox,
    store,
    synced,
    synced_beside,
)
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.errors import UsageError
from varaamo_sync.model import ServiceUnit
from varaamo_sync.plan import Action
from varaamo_sync.sandbox import Sandbox
from varaamo_sync.store import Store
from varaamo_sync.sync import (
    SyncResult,
    prepare,
    prepare_async,
    push,
    push_async,
    survey,
    survey_async,
    sync,
    take_over,
)
from varaamo_sync.sync.hours import (
    HoursOptions,
    prepare_hours,
    prepare_hours_async,
    push_hours,
    push_hours_async,
    take_over_hours,
)

__all__ = ["folder", "sandbox", "store"]  # fixtures


async def later(*_: object) -> None:
    """Stand in for something that somebody meant to be awaited."""


class Later:
    """The same as a value whose answer alone shows it."""

    def __call__(self, *_: object) -> Any:
        """Return what is to be awaited."""
        return later()


def told(call: Callable[[], object], kind: type[Exception] = TypeError) -> str:
    """Return what a wrong call is told."""
    with pytest.raises(kind) as caught:
        call()
    error = caught.value
    return f"{error} {error.fix}" if isinstance(error, UsageError) else str(error)


def nothing_sent(sandbox: Sandbox, folder: Path) -> bool:
    """Tell whether all rooms are still to be made."""
    with client_of(sandbox) as api:
        wanted = read_catalogue(folder).usable()
        made = prepare(api, wanted, settings=SETTINGS)
    return made.plan.counts()[Action.CREATE] == len(wanted.rooms)


@pytest.mark.parametrize("job", [synced, synced_beside])
def test_what_would_have_to_be_awaited_is_refused(
    job: Callable[..., SyncResult], sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """A coroutine that nobody awaits would approve any plan, hear nothing, or stop at once."""
    for name in ("on_plan", "on_outcome", "should_stop"):
        assert name in told(partial(job, sandbox, folder, store, **{name: later}))
    assert "on_plan" in told(lambda: job(sandbox, folder, store, on_plan=partial(later, 1)))
    assert "on_plan" in told(lambda: job(sandbox, folder, store, on_plan=Later()))
    assert nothing_sent(sandbox, folder)


def test_a_push_by_itself_refuses_it_too(town: Town) -> None:
    """Whoever takes the steps one by one makes the same mistake."""
    made, wrong = prepare(town, three_rooms(), settings=town.settings), later
    beside = AsyncAdapter(town)  # type: ignore[arg-type]

    assert "on_outcome" in told(lambda: push(town, made, on_outcome=wrong))  # type: ignore[arg-type]
    assert "should_stop" in told(
        lambda: asyncio.run(push_async(beside, made, should_stop=wrong))  # type: ignore[arg-type]
    )
    stopped = push(town, made, settings=town.settings, should_stop=Later())
    assert {"not_tried"} == {outcome.status.value for outcome in stopped.outcomes}
    assert [] == town.writes()


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"units": ["NUPPI"]}, "NUPPI"),
        ({"on_conflict": "our"}, "ours"),
        ({"allowed": {"nupp": 14}}, "archive"),
        ({"allowed": {"NUP": "14"}}, "'14'"),
        ({"history": [{"date": "2027-01-31"}]}, "history"),
        ({"settings": {"concurrency": 2}}, "settings"),
    ],
)
def test_a_value_that_is_none_is_refused(
    options: dict[str, Any], named: str, sandbox: Sandbox, folder: Path, store: Store
) -> None:
    """A unit, a decision or a limit that is mistyped would do something else, and say nothing."""
    given: Any = {"settings": SETTINGS, **options}
    with client_of(sandbox) as api, pytest.raises((UsageError, TypeError)) as caught:
        sync(read_catalogue(folder), api, store, **given)

    assert named in f"{caught.value} {getattr(caught.value, 'fix', '')}"
    assert nothing_sent(sandbox, folder)


def test_units_may_be_texts(sandbox: Sandbox, folder: Path, store: Store) -> None:
    """What a form or a row holds means the unit that it names, alone or in a list."""
    for given in (["nupa"], "NUP", ServiceUnit.NUP):
        result = synced(sandbox, folder, store, units=given, allowed={"nupa": 14})

        assert [ServiceUnit.NUP] == [item.room.service_unit for item in result.plan.rooms]
    assert {ServiceUnit.NUP} == HoursOptions(units="NUP").units  # type: ignore[arg-type]


def test_a_decision_about_hours_is_one_of_two() -> None:
    """So is what a plan of opening hours is asked for."""
    assert "theirs" in told(lambda: HoursOptions("our"), UsageError)  # type: ignore[arg-type]


def test_parts_in_each_others_place_are_named(sandbox: Sandbox, folder: Path, store: Store) -> None:
    """A catalogue for a reading, a path, an address, an order of one's own: each is told."""
    reading = read_catalogue(folder)
    with client_of(sandbox) as api:
        calls: list[tuple[Any, ...]] = [
            (reading.usable(), api, store),
            (str(folder), api, store),
            (api, reading, store),
            (reading, api, "sqlite://"),
        ]
        said = [told(partial(sync, *call)) for call in calls]
        wrong: Any = reading
        assert "usable()" in told(lambda: prepare(api, wrong))
        assert "usable()" in told(lambda: asyncio.run(prepare_async(wrong, wrong)))
        assert "prepare" in told(lambda: push(api, wrong))

    assert ["Catalogue", "str", "VaraamoClient", "str"] == [text.split("'")[-2] for text in said]
    assert ["source", "source", "source", "store"] == [text.split()[3] for text in said]


def test_a_client_of_the_other_kind_is_told(town: Town) -> None:
    """An asynchronous client asked at once, and one that is not asked to wait."""
    beside = AsyncAdapter(town)  # type: ignore[arg-type]

    assert "AsyncAdapter" in told(lambda: prepare(beside, three_rooms()))  # type: ignore[arg-type]
    assert "Town" in told(lambda: asyncio.run(prepare_async(town, three_rooms())))


URL: Any = "https://varaamo.example"
WANTED: Any = three_rooms()
DAY: Any = "2027-01-31"


def made(api: Any) -> Any:
    """Return what is prepared, of no type, as in a program that nobody checks."""
    return prepare(api, WANTED)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda api: survey(URL, WANTED, now=NOW), "survey() needs as api"),
        (lambda api: survey(api, URL, now=NOW), "survey() needs as catalogue"),
        (lambda api: survey(api, WANTED, now=DAY), "survey() needs as now"),
        (lambda api: beside(survey_async(URL, WANTED, now=NOW)), "survey_async() needs as api"),
        (lambda api: beside(survey_async(api, URL, now=NOW)), "survey_async() needs as catalogue"),
        (lambda api: prepare(URL, WANTED), "prepare() needs as api"),
        (lambda api: push(URL, prepare(api, WANTED)), "push() needs as api"),
        (lambda api: push(api, WANTED), "push() needs as prepared"),
        (lambda api: beside(push_async(api, WANTED)), "prepare_async(…)"),
        (lambda api: take_over(WANTED, found=()), "take_over() needs as prepared"),
        (lambda api: take_over(made(api).plan, found=()), "not 'Plan'"),
        (lambda api: take_over_hours(made(api)), "take_over_hours() needs as plan"),
        (lambda api: prepare_hours(api, WANTED, (), settings=SETTINGS), "catalogue.id"),
        (lambda api: prepare_hours(URL, "demo", (), settings=SETTINGS), "needs as api"),
        (
            lambda api: beside(prepare_hours_async(api, WANTED, (), settings=SETTINGS)),
            "prepare_hours_async() needs as catalogue",
        ),
        (lambda api: push_hours(api, WANTED, settings=SETTINGS), "prepare_hours(…)"),
        (
            lambda api: beside(push_hours_async(api, WANTED, settings=SETTINGS)),
            "prepare_hours_async(…)",
        ),
    ],
)
def test_a_part_in_the_place_of_another_is_named(
    call: Callable[[Any], object], named: str, town: Town
) -> None:
    """Surveys, plans, pushes and pulls say which argument is wrong, and write nothing."""
    assert named in told(lambda: call(town))
    assert [] == town.writes()


def test_a_survey_of_no_zone_is_refused_before_anything_is_read(town: Town) -> None:
    """A moment without zone would pass for one of the zone of the machine."""
    said = told(lambda: survey(town, WANTED, now=NOW.replace(tzinfo=None)), ValueError)

    assert "time zone" in said
    assert [] == town.sent


def beside(waiting: Coroutine[Any, Any, object]) -> object:
    """Run what is awaited."""
    return asyncio.run(waiting)
