"""What stands around the rooms of a file: format, service unit, venues, defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any

from varaamo_sync.catalogue_files.read.prepare import FindImage, prepare
from varaamo_sync.catalogue_files.read.validation import closest_or_all, mapping_example, validate
from varaamo_sync.catalogue_files.text.faults import Broken, Fault, shown
from varaamo_sync.findings import Path
from varaamo_sync.model import Catalogue, ServiceUnit, Venue, lay_over
from varaamo_sync.schema import MOVED_TO_GOALS, CatalogueFile, RoomsHead, VenueHead
from varaamo_sync.startup.fast_dataclass import dataclass

_FORMAT = 1
_HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Stated:
    """What ``defaults`` blocks state for the rooms below them.

    Attributes:
        values: Plain values, nearer blocks on top.
        broken: Paths of values in them that the model refuses, told once at the block.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    broken: frozenset[Path] = frozenset()

    def below(self, block: Any, faults: Iterable[Fault]) -> Stated:
        """Return what holds below a block, given the faults of what holds the block."""
        broken = {fault.path[1:] for fault in faults if fault.path[:1] == ("defaults",)}
        values = lay_over(self.values, block) if isinstance(block, dict) else self.values
        return Stated(values, self.broken | broken)

    def within(self, venue: Any, faults: Iterable[Fault]) -> Stated:
        """Return what holds for the rooms of a venue: below its block, and its hours on top."""
        faults = tuple(faults)
        own = venue_defaults(venue)
        broken = {fault.path for fault in faults if fault.path[:1] == (_HOURS,)}
        below = self.below(venue.get("defaults") if isinstance(venue, dict) else None, faults)
        return Stated(lay_over(self.values, own), below.broken | broken)


def venue_defaults(venue: Any) -> dict[str, Any]:
    """Return what a venue states for its rooms: its block, and its hours on top, plain."""
    if not isinstance(venue, dict):
        return {}
    block = venue.get("defaults")
    own = {_HOURS: venue[_HOURS]} if _HOURS in venue else {}
    return lay_over(block, own) if isinstance(block, dict) else own


def format_fault(data: Mapping[Any, Any]) -> Fault | None:
    """Return what is wrong with the version of the file format."""
    if "format" not in data:
        return Fault("format-missing")
    value = data["format"]
    if value == _FORMAT and not isinstance(value, bool):
        return None
    return Fault("format-unknown", {"value": shown(value), "known": _FORMAT}, ("format",))


def catalogue_head(
    data: dict[str, Any], find_image: FindImage
) -> tuple[dict[str, Any] | None, Stated, list[Fault]]:
    """Check ``catalogue.yaml``.

    Returns:
        The fields of ``Catalogue`` that are as they should be, or ``None`` when they are too
        few for one; the defaults; what is wrong.
    """
    format = format_fault(data)
    if format is not None and format.rule == "format-unknown":
        return None, Stated(), [format]
    if "defaults" in data:
        prepare(data["defaults"], find_image)
    _, faults = validate(CatalogueFile, data)
    stated = Stated().below(data.get("defaults"), faults)
    faults = [_moved(fault) for fault in _with_format(faults, format)]
    refused = {fault.path[0] for fault in faults if fault.path}
    fields = {
        name: value
        for name, value in data.items()
        if name in Catalogue.model_fields and name not in refused
    }
    target, targets = fields.get("default_target"), fields.get("targets", {})
    if target is not None and target not in targets and "targets" not in refused:
        names = [str(name) for name in targets]
        params = {"value": shown(target), "near": closest_or_all(target, names)}
        faults.append(Fault("target-unknown", params, ("default_target",)))
        del fields["default_target"]
    return (fields if "id" in fields else None), stated, faults


def rooms_head(
    data: dict[str, Any], above: Stated, find_image: FindImage
) -> tuple[ServiceUnit | None, Stated, list[Fault]]:
    """Check a file of rooms without its venues.

    Returns:
        The service unit, if it is one; the defaults; what is wrong.
    """
    if "defaults" in data:
        prepare(data["defaults"], find_image)
    _, faults = validate(RoomsHead, _without(data, "venues"))
    stated = above.below(data.get("defaults"), faults)
    known = all(fault.path[:1] != ("service_unit",) for fault in faults)
    unit = ServiceUnit(data["service_unit"]) if known else None
    return unit, stated, [_own_rule(fault) for fault in _with_format(faults, format_fault(data))]


def venue_head(
    data: Any, above: Stated, find_image: FindImage
) -> tuple[Venue | None, Stated, list[Fault]]:
    """Check a venue without its rooms.

    Returns:
        The venue, if it is one; the defaults; what is wrong, with paths within the venue.
    """
    if not isinstance(data, dict):
        return None, above, [no_mapping(data)]
    if "defaults" in data:
        prepare(data["defaults"], find_image)
    _, faults = validate(VenueHead, _without(data, "rooms"))
    stated = above.within(data, faults)
    if any(fault.path[:1] not in (("defaults",), (_HOURS,)) for fault in faults):
        return None, stated, faults
    fields = {name: value for name, value in data.items() if name in Venue.model_fields}
    venue, _ = validate(Venue, fields)
    return venue, stated, faults


def no_mapping(value: Any) -> Fault:
    """Return the fault of what should be a mapping, but is not."""
    if isinstance(value, Broken):
        return Fault(value.rule, value.params)
    return Fault("value-mapping", {"value": shown(value), "example": mapping_example(())})


def _without(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Leave out a list, which is read one by one; what is no list stays, to be refused."""
    return data | {name: ()} if isinstance(data.get(name), list) else data


def _with_format(faults: list[Fault], format: Fault | None) -> list[Fault]:
    others = [fault for fault in faults if fault.path[:1] != ("format",)]
    return others if format is None else [format, *others]


def _own_rule(fault: Fault) -> Fault:
    if fault.path == ("service_unit",) and fault.rule == "value-missing":
        return replace(fault, rule="service-unit-missing")
    return fault


def _moved(fault: Fault) -> Fault:
    """Return a fault of what has moved to ``goals.yaml`` as one that says so."""
    match fault:
        case Fault(rule="unknown-key", path=("goal", str(name))) if name in MOVED_TO_GOALS:
            return replace(fault, rule="goal-moved", params={"name": name})
    return fault
