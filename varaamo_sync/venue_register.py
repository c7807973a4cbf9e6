"""The venues of a city as its service map has them, and which of them somebody may mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from varaamo_sync.model import LANGS, Lang, Venue, VenueInUnit
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.suggest import likeness

MOST = 5
"""Most candidates for one name."""

_LIKENESS = 0.72
"""How alike two names must be, letter by letter, to be told as candidates."""

_SAME = 0.85
"""How alike the names of one venue are at least, in the catalogue and in the service map."""

_SHORTEST = 3
"""Letters that a word needs to stand for a longer one that begins so."""

_SIGNS = lazy_pattern(r"[^\w]+")
_NUMBER_LETTER = lazy_pattern(r"(?<=\d)(?=[^\W\d_])")
_POSTAL = lazy_pattern(r"\b\d{5}\b")
_STREET = lazy_pattern(r"(?P<street>[^\d]*[^\W\d_][^\d]*?) (?P<number>\d+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredVenue:
    """A venue as the service map has it (*yksikkö*, a unit).

    Attributes:
        tprek: Its id, which is that of the city's register of venues (TPREK).
        name: Its name in each language that it has one in.
        address: Its street address, the same.
        zip: Its postal code, or ``None``.
        department: Id of the department that runs it; without one the booking system cannot link
            it to opening hours.
        municipality: The municipality it is in, or ``None`` where that is not known.
        modified: The day on which the service map last changed it, or ``None``.
    """

    tprek: str
    name: Mapping[Lang, str]
    address: Mapping[Lang, str]
    zip: str | None = None
    department: str | None = None
    municipality: str | None = None
    modified: date | None = None

    def label(self, lang: Lang = "fi") -> str:
        """Return its name, in another language where it has none in this one, else its id."""
        return next(filter(None, (self.name.get(one) for one in (lang, *LANGS))), self.tprek)

    def place(self, lang: Lang = "fi") -> str:
        """Return its street address with the postal code; empty where it has neither."""
        street = next(filter(None, (self.address.get(one) for one in (lang, *LANGS))), "")
        return ", ".join(filter(None, (street, self.zip)))


@dataclass(frozen=True, kw_only=True)
class VenueRegister:
    """The venues of a municipality, as they were read on a day.

    Attributes:
        source: Address of the service map that they were read from.
        municipality: Which municipality was asked for.
        services: Ids of the services that were asked for; none means all.
        taken: The day on which they were read.
        venues: All of them.
    """

    source: str
    municipality: str
    taken: date
    venues: tuple[RegisteredVenue, ...]
    services: tuple[int, ...] = ()

    @cached_property
    def by_tprek(self) -> Mapping[str, RegisteredVenue]:
        """The venues by their id."""
        return {venue.tprek: venue for venue in self.venues}


class Likeness(StrEnum):
    """Why a venue may be the one that is meant; the likeliest first."""

    ID = "id"
    """It has the very id."""
    NAME = "name"
    """It has the very name, in some language."""
    ADDRESS = "address"
    """It has the very address."""
    PART = "part"
    """Every word stands in its name, or begins a word of it."""
    LIKE = "like"
    """Its name is almost the same."""


class Candidate(NamedTuple):
    """A venue that may be meant, and why."""

    venue: RegisteredVenue
    why: Likeness


def find_candidates(
    venues: Iterable[RegisteredVenue],
    name: str,
    *,
    address: str = "",
    zip: str = "",
    most: int = MOST,
) -> tuple[Candidate, ...]:
    """Return the venues that somebody may mean, the likeliest first; to choose is for a person.

    Args:
        venues: Venues to look among.
        name: What was said: a name in any language, part of one, an address or an id.
        address: A street address that goes with it, where one is known.
        zip: A postal code that goes with it.
        most: How many at the most.
    """
    wanted = _Wanted(name, [text for text in (address, name) if text], zip)
    found = [
        (list(Likeness).index(why), -alike, len(venue.label()), _number(venue.tprek), venue, why)
        for venue in venues
        for why, alike in [wanted.compare(venue)]
        if why is not None
    ]
    found.sort(key=lambda row: row[:4])
    return tuple(Candidate(venue, why) for *_, venue, why in found[:most])


class VenueFault(StrEnum):
    """What is wrong with a venue of the catalogue, held against the register."""

    NO_ID = "no_id"
    """It has no TPREK id."""
    UNKNOWN = "unknown"
    """Its id is not in the register."""
    OTHER_NAME = "other_name"
    """The register calls the venue of this id quite otherwise."""
    NO_DEPARTMENT = "no_department"
    """The register has no department for it: the booking system cannot get opening hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueCheck:
    """A venue of the catalogue, held against the register.

    Attributes:
        placed: The venue and the service unit that has it first.
        registered: The venue of its id in the register, or ``None``.
        fault: What is wrong with it, or ``None``.
        candidates: Which venues may be meant, where its id is in question.
    """

    placed: VenueInUnit
    registered: RegisteredVenue | None
    fault: VenueFault | None
    candidates: tuple[Candidate, ...] = ()


def check_venues(placed: Iterable[VenueInUnit], register: VenueRegister) -> tuple[VenueCheck, ...]:
    """Hold the venues of a catalogue against the register, each once.

    Args:
        placed: Venues of the catalogue's files.
        register: The venues of the service map.
    """
    once: dict[str, VenueInUnit] = {}
    for one in placed:
        once.setdefault(one.venue.identity, one)
    return tuple(_checked(one, register) for one in once.values())


def _checked(placed: VenueInUnit, register: VenueRegister) -> VenueCheck:
    venue = placed.venue
    registered = register.by_tprek.get(venue.tprek or "")
    fault = _fault(venue, registered)
    candidates: tuple[Candidate, ...] = ()
    if fault not in (None, VenueFault.NO_DEPARTMENT):
        found = find_candidates(
            register.venues, venue.name.fi or venue.label(), address=venue.address or ""
        )
        candidates = tuple(one for one in found if one.venue.tprek != venue.tprek)
    return VenueCheck(placed=placed, registered=registered, fault=fault, candidates=candidates)


def _fault(venue: Venue, registered: RegisteredVenue | None) -> VenueFault | None:
    if not (venue.tprek or "").strip():
        return VenueFault.NO_ID
    if registered is None:
        return VenueFault.UNKNOWN
    if not is_called(venue, registered):
        return VenueFault.OTHER_NAME
    return None if registered.department else VenueFault.NO_DEPARTMENT


def is_called(venue: Venue, registered: RegisteredVenue) -> bool:
    """Whether two venues may be one by their names; one without a name may be any."""
    ours = {_plain(name) for lang in LANGS if (name := venue.name.get(lang))}
    ours |= {_plain(name) for name in venue.aliases}
    theirs = {_plain(name) for name in registered.name.values()}
    if not ours or not theirs:
        return True
    return any(
        _is_part(one, other) or _is_part(other, one) or likeness(one, other) >= _SAME
        for one in ours
        for other in theirs
    )


class _Wanted:
    """What is looked for, made plain once."""

    def __init__(self, name: str, addresses: Sequence[str], zip: str) -> None:
        self._id = name.strip()
        self._name = _plain(name)
        self._streets = {street for text in addresses if (street := _street(text))}
        self._codes = {code for text in (zip, *addresses) for code in _POSTAL.findall(text)}

    def compare(self, venue: RegisteredVenue) -> tuple[Likeness | None, float]:
        """Return why a venue may be meant, and how alike the names are."""
        if venue.tprek == self._id:
            return Likeness.ID, 1.0
        names = [plain for name in venue.name.values() if (plain := _plain(name))]
        if self._name and self._name in names:
            return Likeness.NAME, 1.0
        if self._is_at(venue):
            return Likeness.ADDRESS, 1.0
        alike = max((likeness(self._name, name) for name in names), default=0.0)
        if any(_is_part(self._name, name) for name in names):
            return Likeness.PART, alike
        return (Likeness.LIKE if alike >= _LIKENESS else None), alike

    def _is_at(self, venue: RegisteredVenue) -> bool:
        if self._codes and venue.zip and venue.zip not in self._codes:
            return False
        return any(_street(text) in self._streets for text in venue.address.values())


def _is_part(one: str, other: str) -> bool:
    """Whether each word of a name begins a word of the other: ``arabia`` in ``arabian talo``."""
    words = [word for word in one.split() if len(word) >= _SHORTEST]
    others = other.split()
    return bool(words) and all(any(o.startswith(word) for o in others) for word in words)


@lru_cache(maxsize=65_536)
def _plain(text: str) -> str:
    """Return a text without case and signs."""
    return " ".join(_SIGNS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).split())


@lru_cache(maxsize=65_536)
def _street(text: str) -> tuple[str, str] | None:
    """Return street and number of an address; ``None`` where a text is none."""
    plain = _NUMBER_LETTER.sub(" ", _plain(_POSTAL.sub("", text)))
    match = _STREET.match(plain)
    return (match["street"], match["number"]) if match else None


def _number(tprek: str) -> tuple[int, str]:
    """Return what ids are sorted by: numbers by their size, then everything else."""
    return (int(tprek), "") if tprek.isdecimal() else (1 << 62, tprek)


def sorted_by_id(venues: Iterable[RegisteredVenue]) -> tuple[RegisteredVenue, ...]:
    """Return venues in the order of their ids, in which a file of them changes least."""
    return tuple(sorted(venues, key=lambda venue: _number(venue.tprek)))
