"""Units of Respa that a person names: whose rooms are brought, and whose they are here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from varaamo_sync.errors import UsageError
from varaamo_sync.model import ServiceUnit
from varaamo_sync.respa import CarriedVenue
from varaamo_sync.workbooks import fold, preview
from varaamo_sync_cli.console.errors.near_names import did_you_mean
from varaamo_sync_cli.workspace.exchange.respa_rooms import ReadRoom


def chosen_rooms(
    rooms: Sequence[ReadRoom],
    units: Iterable[CarriedVenue],
    only: Sequence[str],
    unit_of: Mapping[str, str],
) -> tuple[ReadRoom, ...]:
    """Return the rooms of some units of Respa, each with the service unit that was named for it.

    Args:
        rooms: All rooms.
        units: Units of Respa, those without rooms among them.
        only: Names or ids of units; all where there are none.
        unit_of: Codes of service units by names or ids of units.

    Raises:
        UsageError: No unit or several are called so, or there is no such service unit.
    """
    known = _by_name([*units, *(one.room.venue for one in rooms)])
    chosen = {_id_called(name, known) for name in only}
    whose = {_id_called(name, known): _service_unit(code) for name, code in unit_of.items()}
    return tuple(
        replace(one, unit=whose.get(one.room.venue.id))
        for one in rooms
        if not only or one.room.venue.id in chosen
    )


def _by_name(units: Iterable[CarriedVenue]) -> Mapping[str, dict[str, str]]:
    """Return the ids of units, each with its label, by everything that they are called."""
    known: dict[str, dict[str, str]] = {}
    for unit in units:
        label = next(iter(unit.name.values()), unit.id)
        for name in filter(None, (unit.id, unit.tprek, *unit.name.values())):
            known.setdefault(fold(name), {})[unit.id] = label
    return known


def _id_called(name: str, known: Mapping[str, Mapping[str, str]]) -> str:
    found = known.get(fold(name), {})
    if len(found) > 1:
        raise UsageError("respa-units-several", name=preview(name), ids=sorted(found))
    if not found:
        there = {word: None for each in known.values() for one in each.items() for word in one}
        meant = did_you_mean(name, there)
        raise UsageError("respa-unit-none", name=preview(name), meant=meant)
    return next(iter(found))


def _service_unit(code: str) -> ServiceUnit:
    try:
        return ServiceUnit(code)
    except ValueError:
        raise UsageError("service-unit-none", code=preview(code)) from None


def require_respa(from_respa: Collection[object], **given: object) -> None:
    """Refuse options that speak of Respa where nothing is read from one.

    Raises:
        UsageError: One of them is given.
    """
    stray = next((name for name, value in given.items() if value), None)
    if stray is not None and not from_respa:
        raise UsageError("respa-option-alone", option=f"--{stray.replace('_', '-')}")
