"""Finds the venue that a cell names: by TPREK id, name, alias or street address, never by guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from varaamo_sync.model import LANGS, ServiceUnit, Text, Venue, VenueInUnit
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.suggest import closest, likeness
from varaamo_sync.workbooks.importing.new_keys import is_of_a_kind, telling_name
from varaamo_sync.workbooks.text import fold

_MOST_NEAR = 3
_LIKENESS = 0.75
_LIKENESS_OF_TELLING = 0.6
_POSTAL = lazy_pattern(r",?\s*\b\d{5}\b.*$")
_NUMBER_LETTER = lazy_pattern(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")
_STREET = lazy_pattern(r"(?P<street>[^\d,]*[^\W\d_][^\d,]*?) (?P<number>\d+)(?P<rest>.*)")
_SIGNS = lazy_pattern(r"[^\w]+")
_BETWEEN = " /|,;()-–—"
"""What may stand between the names of one venue."""


@dataclass(frozen=True, slots=True)
class VenueMatch:
    """What came of looking for a venue.

    Attributes:
        venue: The venue; ``None`` where none or several may be meant.
        alias: What the sheet calls it, where the catalogue does not know that yet.
        near: Names of those that may be meant, where it is not certain.
        rule: Why there is no venue.
        certain: Whether ``venue`` is known; if not, it is made of what the sheet says.
        tprek: The venue's TPREK id, where the catalogue's venue lacks it.
    """

    venue: Venue | None
    alias: str | None = None
    tprek: str | None = None
    near: tuple[str, ...] = ()
    rule: str | None = None
    certain: bool = True


def plain_address(text: str) -> str:
    """Return an address without post code, case and signs: ``arabianpolku 1 a 2``."""
    plain = _POSTAL.sub("", fold(text))
    return " ".join(_SIGNS.sub(" ", _NUMBER_LETTER.sub(" ", plain)).split())


def is_address(text: str) -> bool:
    """Tell whether a text looks like a street and a number."""
    return _STREET.fullmatch(plain_address(text)) is not None


class VenueIndex:
    """Venues of a catalogue and of a booking system, and the names that they go by."""

    def __init__(
        self,
        placed: Iterable[VenueInUnit],
        remote: Collection[RemoteVenue] = (),
        answers: Mapping[str, str] | None = None,
    ) -> None:
        """Gather venues.

        Args:
            placed: Venues of the catalogue's files.
            remote: Venues of the booking system.
            answers: TPREK ids by what sheets call a venue: a person's answers.
        """
        self.units: dict[str, set[ServiceUnit]] = defaultdict(set)
        self._remote = {one.tprek for one in remote if one.tprek}
        self._only_remote: set[str] = set()
        self._by_tprek: dict[str, Venue] = {}
        self._names: dict[str, list[Venue]] = defaultdict(list)
        self._addresses: dict[str, list[Venue]] = defaultdict(list)
        self._answers = {fold(said): tprek for said, tprek in (answers or {}).items()}
        for unit, venue in placed:
            self.add(venue, unit)
        for one in remote:
            if one.tprek:
                self._add_remote(one, one.tprek)

    def add(self, venue: Venue, unit: ServiceUnit | None = None) -> None:
        """Make a venue known."""
        if unit is not None:
            self.units[identity(venue)].add(unit)
        same = (known for known in self._known(venue) if identity(known) == identity(venue))
        known = next(same, venue)
        if venue.tprek:
            self._by_tprek.setdefault(venue.tprek, known)
        for name in (*(venue.name.get(lang) for lang in LANGS), *venue.aliases):
            if name:
                self._call(name, known)
        for address in (venue.address, *venue.aliases):
            if address:
                self._call_address(address, known)

    def _add_remote(self, one: RemoteVenue, tprek: str) -> None:
        """Make a venue of the booking system known, and a known one by all names it has there.

        A venue of the catalogue that lacks its id, but has one of the names, is taken to be
        meant by all of them; its id stays for a person to state.
        """
        known = self._by_tprek.get(tprek)
        if known is None:
            self._only_remote.add(tprek)
            made = Venue(tprek=tprek, name=Text.model_validate(dict(one.name)))
            same = {identity(v): v for name in one.name.values() for v in self.called(name)}
            known = next(iter(same.values())) if len(same) == 1 else None
            if known is None or known.tprek is not None:
                self.add(made)
                return
            self._by_tprek[tprek] = made
        for name in one.name.values():
            self._call(name, known)

    def find(self, tprek: str, name: str, address: str) -> VenueMatch:
        """Find the venue that a sheet names; at least one of the arguments is not empty."""
        if not tprek:
            tprek = self.answer(name, address) or ""
        if tprek:
            return self._by_id(tprek, name, address)
        for text in (name, address):
            found = self.called(text)
            if len(found) == 1:
                other = address if text is name else ""
                return VenueMatch(found[0], self._new_alias(other, found[0]))
            if found:
                return VenueMatch(
                    None, near=tuple(map(self.label, found)), rule="import-venue-ambiguous"
                )
        near = self._near(name) or self._near(address)
        if near:
            return VenueMatch(None, near=tuple(map(self.label, near)), rule="import-venue-near")
        return VenueMatch(_make_venue(name, address), certain=False)

    def holder(self, tprek: str) -> Venue | None:
        """Return the venue that has an id of the service map."""
        return self._by_tprek.get(tprek)

    def answer(self, name: str, address: str) -> str | None:
        """Return the TPREK id that a person answered for a name or an address."""
        return self._answers.get(fold(name)) or self._answers.get(fold(address))

    def learn(self, name: str, venue: Venue) -> None:
        """Make a further name or address of a venue known."""
        self._call(name, venue)
        self._call_address(name, venue)

    def is_remote(self, venue: Venue) -> bool:
        """Tell whether the booking system has a venue."""
        return venue.tprek in self._remote

    def label(self, venue: Venue) -> str:
        """Return a venue as messages name it."""
        return f"{venue.label()} ({venue.tprek})" if venue.tprek else venue.label()

    def _by_id(self, tprek: str, name: str, address: str) -> VenueMatch:
        venue = self._by_tprek.get(tprek)
        named = self.called(name) or self.called(address)
        in_catalogue = venue is not None and tprek not in self._only_remote
        if not in_catalogue and len(named) == 1 and named[0].tprek is None:
            return VenueMatch(named[0], tprek=tprek)
        if venue is None:
            if any(other.tprek for other in named):
                near = (tprek, *map(self.label, named))
                return VenueMatch(None, near=near, rule="import-venue-contradiction")
            made = _make_venue(name, address)
            return VenueMatch(made.model_copy(update={"tprek": tprek}), certain=False)
        others = [other for other in self.called(name) if other is not venue]
        if others and venue not in self.called(name):
            if not any(other.tprek for other in others):
                return VenueMatch(None, near=(self.label(venue),), rule="import-venue-unmerged")
            near = (self.label(venue), *map(self.label, others))
            return VenueMatch(None, near=near, rule="import-venue-contradiction")
        return VenueMatch(venue, self._new_alias(name or address, venue))

    def _new_alias(self, text: str, venue: Venue) -> str | None:
        known = not text or venue in self.called(text)
        return None if known else text

    def called(self, text: str) -> list[Venue]:
        """Return the venues that go by a name in any language, by an alias or by an address.

        Names of one venue in several languages may stand side by side:
        ``Esimerkkikirjasto / Example Library``.
        """
        if not text:
            return []
        return self._by_word(text) or self._by_each(text)

    def _by_word(self, text: str) -> list[Venue]:
        return self._names.get(fold(text)) or self._addresses.get(plain_address(text)) or []

    def _by_each(self, text: str) -> list[Venue]:
        """Return the venues of which a text gives several names, one behind the other."""
        words = text.split()
        for middle in range(1, len(words)):
            first, rest = (" ".join(part).strip(_BETWEEN) for part in
                           (words[:middle], words[middle:]))  # fmt: skip
            found = self._by_word(first)
            if found and rest:
                return [venue for venue in found if venue in self.called(rest)]
        return []

    def _near(self, text: str) -> list[Venue]:
        wanted = fold(text)
        if not wanted:
            return []
        if is_address(text):
            place = _place(text)
            found = [
                v for known, vs in self._addresses.items() if _place(known) == place for v in vs
            ]
        else:
            close = closest(wanted, self._names, count=3 * _MOST_NEAR, least=_LIKENESS)
            names = [known for known in close if _alike(known, wanted)]
            holding = [known for known in self._names if _is_part(known, wanted)]
            found = [venue for known in (*names, *holding) for venue in self._names[known]]
        unique = {identity(venue): venue for venue in found}
        return list(unique.values())[:_MOST_NEAR]

    def _known(self, venue: Venue) -> Iterable[Venue]:
        if venue.tprek:
            return (self._by_tprek[venue.tprek],) if venue.tprek in self._by_tprek else ()
        return (*self.called(venue.name.fi or ""), *self.called(venue.address or ""))

    def _call(self, name: str, venue: Venue) -> None:
        if all(known is not venue for known in self._names[fold(name)]):
            self._names[fold(name)].append(venue)

    def _call_address(self, address: str, venue: Venue) -> None:
        plain = plain_address(address)
        if plain and all(known is not venue for known in self._addresses[plain]):
            self._addresses[plain].append(venue)


def identity(venue: Venue) -> str:
    """Return what tells a venue from others: its TPREK id, else its name, else its address."""
    if venue.tprek:
        return f"tprek:{venue.tprek}"
    return f"name:{fold(venue.name.fi or venue.address or venue.label())}"


def _make_venue(name: str, address: str) -> Venue:
    """Return a venue made of what a sheet says; a name that is an address becomes its address."""
    if name and is_address(name) and not address:
        return Venue(address=name)
    fields: dict[str, object] = {"name": {"fi": name}} if name else {}
    return Venue.model_validate(fields | ({"address": address} if address else {}))


def _place(address: str) -> tuple[str, str] | None:
    match = _STREET.fullmatch(plain_address(address))
    return (match["street"], match["number"]) if match else None


def _alike(one: str, other: str) -> bool:
    """Tell whether names that look alike mean one place: two youth centres look alike, too."""
    first, second = telling_name(one), telling_name(other)
    return likeness(first or one, second or other) >= _LIKENESS_OF_TELLING


def _is_part(one: str, other: str) -> bool:
    """Tell whether one name is part of the other.

    "Oodi" is in "Keskustakirjasto Oodi", and "Arabia" is what tells "Arabian nuorisotalo".
    """
    words, others = set(one.split()), set(other.split())
    if words <= others or others <= words:
        return True
    same = telling_name(one) == telling_name(other) != ""
    return same and not (is_of_a_kind(one) and is_of_a_kind(other))
