"""The venues of one import: which are found, which are new, and what changes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from varaamo_sync.findings import Finding
from varaamo_sync.model import LANGS, ServiceUnit, Venue
from varaamo_sync.workbooks.files.grid import CellRef
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.plan import Addition, NewVenue, VenueChange
from varaamo_sync.workbooks.importing.sheet_rooms import SheetVenue
from varaamo_sync.workbooks.importing.venue_index import VenueIndex, VenueMatch, identity
from varaamo_sync.workbooks.text import fold, preview, tidy


class VenueMatcher:
    """Finds venues, and remembers what is to be written of them."""

    def __init__(
        self, venues: VenueIndex, findings: list[Finding], unit: ServiceUnit | None
    ) -> None:
        self._venues = venues
        self._findings = findings
        self._unit = unit
        self._fresh: dict[str, Venue] = {}
        self._listed: dict[str, SheetVenue] = {}
        self._listed_units: dict[str, set[ServiceUnit]] = defaultdict(set)
        self._changes: dict[tuple[str, str], VenueChange] = {}
        self._known: dict[tuple[str, str, str], VenueMatch] = {}
        self._told: set[tuple[tuple[str, ...], str]] = set()

    def take(self, one: SheetVenue) -> None:
        """Take a venue that a sheet lists."""
        stated = one.venue
        name = _called(stated)
        match = self._venues.find(stated.tprek or "", name, stated.address or "")
        if match.venue is None:
            self._tell(match, name or stated.address or "", one.first)
        elif not match.certain or not self._in_catalogue(match.venue):
            held = match.venue if match.certain else Venue(tprek=match.venue.tprek)
            made = _merge(held, stated)
            self._fresh[identity(made)] = made
            self._listed.setdefault(identity(made), one)
            self._list_unit(made, one)
            if not match.certain:
                self._venues.add(made)
        else:
            self._list_unit(match.venue, one)
            self._change(match.venue, one)

    def is_doubtful(self, recorded: Venue) -> bool:
        """Tell whether it is not certain which venue a record means, or that it is a new one."""
        name, address = _called(recorded), recorded.address or ""
        return self._venues.find(recorded.tprek or "", name, address).venue is None

    def find(self, tprek: str, name: str, address: str, cell: CellRef) -> Venue | None:
        """Return the venue that a sheet names; what is not certain is told once."""
        asked = (tprek, name, address)
        match = self._known.get(asked)
        if match is None:
            match = self._known[asked] = self._venues.find(*asked)
        said = name or address or tprek
        if match.venue is None:
            self._tell(match, said, cell)
            return None
        if not match.certain:
            venue = self._fresh.setdefault(identity(match.venue), match.venue)
            stated = match.venue.tprek  # by the sheet, or by an answer
            rule = "import-venue-new-id" if stated else "import-venue-new"
            if (asked, rule) not in self._told:
                self._told.add((asked, rule))
                params = {"text": preview(said), "tprek": preview(stated or "")}
                self._findings.append(finding(rule, cell.position, params))
            return venue
        venue = match.venue
        if not self._in_catalogue(venue):
            venue = self._fresh.setdefault(identity(venue), venue)
        if match.alias is not None:
            self._alias(venue, match.alias, cell)
        if match.tprek is not None:
            self._set(venue, "tprek", None, match.tprek, cell)
        return venue

    def assume(self, recorded: Venue) -> tuple[Venue, tuple[str, ...]]:
        """Return the venue of a record that may be another, and the names of those it may be.

        Its id decides, where somebody has it; else it is a new one, as the record has it.
        """
        name, address = _called(recorded), recorded.address or ""
        match = self._venues.find(recorded.tprek or "", name, address)
        held = self._venues.holder(recorded.tprek) if recorded.tprek else None
        venue = held or recorded
        if not self._in_catalogue(venue):
            venue = self._fresh.setdefault(identity(venue), venue)
        return venue, match.near

    def settle(self, venue: Venue, recorded: Venue, cell: CellRef) -> bool:
        """Give a venue the id that a person answered; tell whether it is answered."""
        answer = self._venues.answer(_called(recorded), recorded.address or "")
        if answer is not None and venue.tprek is None:
            self._set(venue, "tprek", None, answer, cell)
        return answer is not None and venue.tprek in (None, answer)

    def same(self, tprek: str, name: str, address: str, venue: Venue) -> bool:
        """Tell whether a sheet names a certain venue, or nothing that is known."""
        match = self._venues.find(tprek, name, address)
        return match.venue is None or not match.certain or identity(match.venue) == identity(venue)

    def is_new(self, venue: Venue, unit: ServiceUnit) -> bool:
        """Tell whether no file of a service unit has a venue yet."""
        return unit not in self._venues.units.get(identity(venue), ())

    def units_of(self, venue: Venue) -> set[ServiceUnit]:
        """Return the service units that have a venue, by the catalogue or by a sheet of venues."""
        name = identity(venue)
        return {*self._venues.units.get(name, ()), *self._listed_units.get(name, ())}

    def with_known_venue(self, added: Addition) -> Addition:
        """Return a new room with all that is known by now of its venue."""
        return replace(added, venue=self._fresh.get(identity(added.venue), added.venue))

    def conclude(
        self, used: Collection[str]
    ) -> tuple[tuple[VenueChange, ...], tuple[NewVenue, ...]]:
        """Return what changes of venues, and new ones that no room stands in.

        Args:
            used: Identities of the venues of new rooms.
        """
        new: list[NewVenue] = []
        for name, one in self._listed.items():
            venue = self._fresh[name]
            if name in used or self._venues.is_remote(venue) or one.offered:
                continue
            unit = one.unit or self._unit
            if unit is None:
                params = {"room": preview(venue.label()), "units": ", ".join(ServiceUnit)}
                self._findings.append(finding("import-unit-missing", one.first.position, params))
            else:
                new.append(NewVenue(unit, venue, one.first.position))
        return tuple(self._changes.values()), tuple(new)

    def _list_unit(self, venue: Venue, one: SheetVenue) -> None:
        if one.unit is not None:
            self._listed_units[identity(venue)].add(one.unit)

    def _in_catalogue(self, venue: Venue) -> bool:
        return bool(self._venues.units.get(identity(venue)))

    def _tell(self, match: VenueMatch, said: str, cell: CellRef) -> None:
        assert match.rule is not None
        if ((said,), match.rule) not in self._told:
            self._told.add(((said,), match.rule))
            params = {"text": preview(said), "near": "; ".join(match.near)}
            self._findings.append(finding(match.rule, cell.position, params))

    def _alias(self, venue: Venue, alias: str, cell: CellRef) -> None:
        self._venues.learn(alias, venue)
        fresh = self._fresh.get(identity(venue))
        if fresh is not None:
            if alias not in fresh.aliases:
                values = {"aliases": (*fresh.aliases, alias)}
                self._fresh[identity(venue)] = fresh.model_copy(update=values)
            return
        made = self._changes.get((identity(venue), "aliases"))
        now = list(made.after) if made else list(venue.aliases)
        if fold(alias) not in {fold(known) for known in now}:
            self._set(venue, "aliases", list(venue.aliases), [*now, alias], cell)

    def _change(self, venue: Venue, one: SheetVenue) -> None:
        stated = one.venue
        said = {"address": (venue.address, stated.address)}
        if not one.offered:
            names = ((lang, venue.name.get(lang), stated.name.get(lang)) for lang in LANGS)
            said |= {f"name.{lang}": (before, after) for lang, before, after in names}
        for id, (before, after) in said.items():
            if after and tidy(after) != tidy(before or ""):
                self._set(venue, id, before, after, one.cells.get(id, one.first))
        if stated.tprek and venue.tprek is None:
            self._set(venue, "tprek", None, stated.tprek, one.cells.get("tprek", one.first))
        for alias in stated.aliases:
            self._alias(venue, alias, one.cells.get("aliases", one.first))

    def _set(self, venue: Venue, path: str, before: Any, after: Any, cell: CellRef) -> None:
        steps = tuple(path.split("."))
        change = VenueChange(venue, steps, before, after, cell.position)
        self._changes[identity(venue), path] = change


def _called(venue: Venue) -> str:
    return next((name for name in (venue.name.get(lang) for lang in LANGS) if name), "")


def _merge(venue: Venue, stated: Venue) -> Venue:
    """Return a venue with what a sheet states on top."""
    names = {lang: stated.name.get(lang) or venue.name.get(lang) for lang in LANGS}
    values = {
        "tprek": stated.tprek or venue.tprek,
        "name": {lang: name for lang, name in names.items() if name},
        "address": stated.address or venue.address,
        "aliases": tuple(dict.fromkeys((*venue.aliases, *stated.aliases))),
    }
    return Venue.model_validate({name: value for name, value in values.items() if value})
