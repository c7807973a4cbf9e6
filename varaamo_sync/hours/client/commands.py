"""Commands as flows of single requests; they know the order of these and nothing of HTTP."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.port import Command
from varaamo_sync.errors import NotFound
from varaamo_sync.hours import port
from varaamo_sync.hours.protocol import calls
from varaamo_sync.hours.protocol.ids import ResourceId
from varaamo_sync.hours.protocol.periods import DatePeriod
from varaamo_sync.hours.protocol.reading import Rows, Unread
from varaamo_sync.hours.protocol.resources import DailyHours, Resource

T = TypeVar("T")


Send = Callable[[calls.Call[Any]], Flow[Any]]
"""Sends a request, again where that may help, and returns its result."""


def flow_of(command: Command[T], send: Send) -> Flow[T]:
    """Return the flow that carries out a command.

    Args:
        command: What to do.
        send: Sends each request of it.

    Raises:
        TypeError: The command is not one of ``varaamo_sync.hours``.
    """
    maker = FLOWS.get(type(command))
    if maker is None:
        raise TypeError(f"unknown command {type(command).__name__}")
    return cast("Flow[T]", maker(command, send))


def _read_user(_: port.ReadHoursUser, send: Send) -> Flow[port.HoursUser]:
    name, organizations = yield from send(calls.who_asks())
    return port.HoursUser(name, organizations)


def _read_resources(command: port.ReadResources, send: Send) -> Flow[port.Resources]:
    found: dict[ResourceId | int, Resource] = {}
    unread: list[Unread] = []
    ids = tuple(dict.fromkeys(command.ids))
    for asked in _pieces(ids):
        call = calls.resources(asked)
        rows: Rows[Resource] = yield from send(call)
        unread += rows.unread
        for resource in rows.read:
            known = [id for id in asked if resource.is_known_as(id)]
            if not known:  # it answers with everything where it does not understand an id
                raise calls.misfit(call.name, "results")
            found.update((id, resource) for id in known)
    missing = tuple(id for id in ids if id not in found)
    return port.Resources(found, missing, tuple(unread))


def _read_periods(command: port.ReadPeriods, send: Send) -> Flow[Mapping[int, Rows[DatePeriod]]]:
    read: dict[int, list[DatePeriod]] = defaultdict(list)
    unread: dict[int, list[Unread]] = defaultdict(list)
    wanted = dict.fromkeys(command.resources)
    for asked in _pieces(tuple(wanted)):
        call = calls.periods(asked)
        rows: Rows[DatePeriod] = yield from send(call)
        for period in rows.read:
            if period.resource not in asked:
                raise calls.misfit(call.name, "resource")
            read[period.resource].append(period)
        for row in rows.unread:
            # Of a row of which not even the resource can be read, nobody knows whose it is.
            for resource in asked if row.resource is None else (row.resource,):
                unread[resource].append(row)
    return {resource: Rows(tuple(read[resource]), tuple(unread[resource])) for resource in wanted}


def _read_daily_hours(command: port.ReadDailyHours, send: Send) -> Flow[Mapping[int, DailyHours]]:
    found: dict[int, DailyHours] = {}
    for asked in _pieces(tuple(dict.fromkeys(command.resources))):
        call = calls.daily_hours(asked, command.first, command.last)
        rows: tuple[DailyHours, ...] = yield from send(call)
        for hours in rows:
            if hours.resource not in asked:
                raise calls.misfit(call.name, "results")
            found[hours.resource] = hours
    return found


def _check_right(command: port.CheckHoursRight, send: Send) -> Flow[bool]:
    allowed: bool = yield from send(calls.permission(command.resource))
    return allowed


def _create(command: port.CreatePeriod, send: Send) -> Flow[DatePeriod]:
    made: DatePeriod = yield from send(calls.create(command.period))
    return made


def _replace(command: port.ReplacePeriod, send: Send) -> Flow[DatePeriod]:
    made: DatePeriod = yield from send(calls.replace(command.pk, command.period))
    return made


def _delete(command: port.DeletePeriod, send: Send) -> Flow[bool]:
    try:
        yield from send(calls.delete(command.pk))
    except NotFound:
        return False
    return True


def _pieces(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), calls.MOST_AT_ONCE):
        yield items[start : start + calls.MOST_AT_ONCE]


FLOWS: Mapping[type[Command[Any]], Callable[[Any, Send], Flow[Any]]] = {
    port.ReadHoursUser: _read_user,
    port.ReadResources: _read_resources,
    port.ReadPeriods: _read_periods,
    port.ReadDailyHours: _read_daily_hours,
    port.CheckHoursRight: _check_right,
    port.CreatePeriod: _create,
    port.ReplacePeriod: _replace,
    port.DeletePeriod: _delete,
}
"""The flow of every command of ``varaamo_sync.hours``."""
