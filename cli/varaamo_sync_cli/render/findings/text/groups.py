"""Rooms and findings gathered by service unit or by venue, with how each of them stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang, Room, ServiceUnit
from varaamo_sync.rules import Ready, state_of
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync_cli.render.findings.finding_order import worst_first
from varaamo_sync_cli.workspace.catalogue.validation import By, ValidationReport


@dataclass(slots=True)
class Standing:
    """How many rooms there are, and how they stand: each is in one of the three.

    Attributes:
        rooms: All of them.
        ready: Those that nothing holds back.
        waiting: Those that an error holds back.
        drafts: Those that are wanted as drafts only, and are without errors.
        findings: What was found of them.
    """

    rooms: int = 0
    ready: int = 0
    waiting: int = 0
    drafts: int = 0
    findings: int = 0

    def add(self, other: Standing) -> None:
        """Count those of another one, too."""
        self.rooms += other.rooms
        self.ready += other.ready
        self.waiting += other.waiting
        self.drafts += other.drafts
        self.findings += other.findings


@dataclass(slots=True)
class Group:
    """Rooms of a service unit or of a venue.

    Attributes:
        name: What it is called.
        unit: The service unit, where it is one.
        standing: How its rooms stand.
        found: Findings of each room by its key, rooms that wait first.
    """

    name: str
    unit: ServiceUnit | None = None
    standing: Standing = field(default_factory=Standing)
    found: dict[str, list[Finding]] = field(default_factory=dict)


def chosen_by(report: ValidationReport) -> By:
    """Return what findings are gathered by where a person does not say it.

    That is the service unit, or the venue where all rooms are of one service unit.
    """
    units = {room.service_unit for room in report.rooms}
    return report.options.by or (By.UNIT if len(units) > 1 else By.VENUE)


def group_rooms(report: ValidationReport, by: By) -> list[Group]:
    """Return the groups: service units in their order, venues by what is to be done first."""
    groups: dict[object, Group] = {}
    of_room: dict[str, Group] = {}
    if by is By.UNIT:
        groups = {unit: _new_group(unit, report.lang) for unit in ServiceUnit}
    for room in report.rooms:
        group = _group_of(room, by, groups, report.lang)
        of_room[room.key] = group
        _count(room, group.standing, report.waiting)
    for finding in worst_first(report.findings):
        if finding.key is None:
            continue
        if finding.key not in of_room:  # it could not be read
            group = groups.setdefault(finding.unit, _new_group(finding.unit, report.lang))
            group.standing.rooms += 1
            group.standing.waiting += 1
            of_room[finding.key] = group
        group = of_room[finding.key]
        group.found.setdefault(finding.key, []).append(finding)
        group.standing.findings += 1
    named = [group for group in groups.values() if group.standing.rooms]
    if by is By.UNIT:
        return named
    return sorted(named, key=lambda one: (-one.standing.waiting, -one.standing.findings))


def total(groups: Iterable[Group]) -> Standing:
    """Return how the rooms of several groups stand together."""
    of_all = Standing()
    for group in groups:
        of_all.add(group.standing)
    return of_all


def _group_of(room: Room, by: By, groups: dict[object, Group], lang: Lang) -> Group:
    if by is By.UNIT:
        return groups[room.service_unit]
    identity = room.venue.identity
    if identity not in groups:
        groups[identity] = Group(room.venue.label(lang))
    return groups[identity]


def _new_group(unit: ServiceUnit | None, lang: Lang) -> Group:
    return Group(f"{unit} {unit.label(lang)}" if unit else "–", unit)


def _count(room: Room, standing: Standing, waiting: frozenset[str]) -> None:
    standing.rooms += 1
    state = state_of(room, is_held_back=room.key in waiting)
    standing.waiting += state is Ready.WAITING
    standing.drafts += state is Ready.DRAFT
    standing.ready += state is Ready.READY
