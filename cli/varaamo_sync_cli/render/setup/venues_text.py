"""Venues of the service map, as text and as JSON; ``schemas/venues-*.schema.json`` shape them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files import LICENCE, prefix_of
from varaamo_sync.findings import Position
from varaamo_sync.model import Lang
from varaamo_sync.venue_register import Candidate, RegisteredVenue, VenueFault, VenueRegister
from varaamo_sync.words import Theme
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.workspace.exchange.venue_list import FoundVenues, PlacedCheck, Refreshed

line = Theme("commands/venues")

_MOST_SHOWN = 8
"""Most candidates that are shown to a person; a program gets all of them."""


def found_as_text(found: FoundVenues, lang: Lang) -> str:
    """Return the candidates for a name, each with the line that a catalogue would have."""
    register, count = found.register, len(found.candidates)
    of_day = _of(register) if register else {}
    code = ("found" if count else "found_none") + ("" if register else "_online")
    lines = [line(code, lang, name=found.name, count=count, **of_day)]
    if not count:
        return "\n".join([*lines, line("try_online" if register else "try_else", lang)])
    for venue, _ in found.candidates[:_MOST_SHOWN]:
        lines += ["", *_candidate_lines(venue, found.remote, lang)]
    if count > _MOST_SHOWN:
        lines += ["", line("more", lang, count=count - _MOST_SHOWN)]
    return "\n".join([*lines, "", line("choose", lang)])


def _candidate_lines(
    venue: RegisteredVenue, remote: frozenset[str] | None, lang: Lang
) -> Iterator[str]:
    yield paint(venue.label(lang), bold=True)
    there = None if remote is None else "in_varaamo" if venue.tprek in remote else "not_in_varaamo"
    town = (venue.municipality or "").capitalize()
    facts = (venue.place(lang), town, line(there, lang) if there else "")
    if told := " · ".join(filter(None, facts)):
        yield f"  {told}"
    if venue.department is None:
        yield f"  {line('without_department', lang)}"
    yield f"  {_yaml(venue)}"


def _yaml(venue: RegisteredVenue) -> str:
    """Return the line of a catalogue; quoted, or YAML would read a number."""
    return f'tprek: "{venue.tprek}"'


def found_as_json(found: FoundVenues) -> dict[str, Any]:
    """Return the candidates for a name as JSON values."""
    register = found.register
    return {
        "name": found.name,
        "source": "venues.json" if register else "service map",
        "taken": register.taken.isoformat() if register else None,
        "candidates": [_candidate(one, found.remote) for one in found.candidates],
    }


def _candidate(one: Candidate, remote: frozenset[str] | None) -> dict[str, Any]:
    venue = one.venue
    return {
        "tprek": venue.tprek,
        "name": dict(venue.name),
        "address": dict(venue.address),
        "zip": venue.zip,
        "municipality": venue.municipality,
        "department": venue.department is not None,
        "in_varaamo": None if remote is None else venue.tprek in remote,
        "why": one.why.value,
        "yaml": _yaml(venue),
    }


def refreshed_as_text(refreshed: Refreshed, lang: Lang) -> str:
    """Return what was read, what has changed, and whose it is."""
    register, before = refreshed.register, refreshed.before
    read = {"count": len(register.venues), "lacking": refreshed.lacking, "file": refreshed.file}
    lines = [line("refreshed", lang, municipality=register.municipality.capitalize(), **read)]
    if before is not None:
        lines.append(line("changed", lang, taken=before.taken, **refreshed.changes))
    lines.append(line("licence", lang, source=register.source, licence=LICENCE))
    return "\n".join([*lines, line("refreshed_next", lang)])


def refreshed_as_json(refreshed: Refreshed) -> dict[str, Any]:
    """Return the same as JSON values."""
    register = refreshed.register
    return {
        "file": str(refreshed.file),
        "source": register.source,
        "licence": LICENCE,
        "municipality": register.municipality,
        "taken": register.taken.isoformat(),
        "venues": len(register.venues),
        "without_department": refreshed.lacking,
        "changes": dict(refreshed.changes) if refreshed.before else None,
    }


def checked_as_text(
    register: VenueRegister, checks: Sequence[PlacedCheck], folder: Path, lang: Lang
) -> str:
    """Return how many venues of a folder are in order, then each that is not, with candidates."""
    wrong = [one for one in checks if one.check.fault is not None]
    counts = Counter(one.check.fault for one in wrong)
    told = [
        line(f"counted.{fault}", lang, count=counts[fault]) for fault in VenueFault if counts[fault]
    ]
    counted = {"count": len(checks), "sound": str(len(checks) - len(wrong))}
    faults = "".join(f", {text}" for text in told)
    lines = [line("checked", lang, **_of(register), **counted, faults=faults)]
    for one in wrong:
        lines += ["", *_check_lines(one, folder, lang)]
    return "\n".join([*lines, "", line("next", lang)] if wrong else lines)


def _check_lines(one: PlacedCheck, folder: Path, lang: Lang) -> Iterator[str]:
    check, venue = one.check, one.check.placed.venue
    assert check.fault is not None
    unit = check.placed.unit.value if check.placed.unit else ""
    where = ", ".join(filter(None, (unit, _file_line(one.position, folder))))
    yield f"{paint(venue.label(lang), bold=True)} ({where})" if where else venue.label(lang)
    theirs = check.registered.label(lang) if check.registered else ""
    yield f"  {line(f'fault.{check.fault}', lang, tprek=venue.tprek, theirs=theirs)}"
    for near, _ in check.candidates:
        told = ", ".join(filter(None, (near.label(lang), near.place(lang))))
        yield f"    {_yaml(near)}  {told}"
    if not check.candidates and check.fault is not VenueFault.NO_DEPARTMENT:
        yield f"    {line('no_candidates', lang)}"


def _file_line(position: Position | None, folder: Path) -> str:
    return f"{position.behind(prefix_of(folder)).file}:{position.line}" if position else ""


def checked_as_json(register: VenueRegister, checks: Sequence[PlacedCheck]) -> dict[str, Any]:
    """Return every venue of the catalogue as JSON values, those in order among them."""
    return {
        "taken": register.taken.isoformat(),
        "municipality": register.municipality,
        "venues": [_checked(one) for one in checks],
    }


def _checked(one: PlacedCheck) -> dict[str, Any]:
    check, venue = one.check, one.check.placed.venue
    place = one.position
    return {
        "venue": venue.label(),
        "tprek": venue.tprek,
        "service_unit": check.placed.unit.value if check.placed.unit else None,
        "position": {"file": place.file, "line": place.line} if place else None,
        "fault": check.fault.value if check.fault else None,
        "candidates": [_candidate(near, None) for near in check.candidates],
    }


def _of(register: VenueRegister) -> Mapping[str, object]:
    return {"taken": register.taken, "municipality": register.municipality.capitalize()}
