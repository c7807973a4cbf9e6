"""Which rooms of a venue are likely a certain room, although they are called otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz.fuzz import token_sort_ratio

from varaamo_sync.likeness.comparison import Likeness, WordComparison
from varaamo_sync.likeness.reading import Core, Name, read_name, venue_words
from varaamo_sync.model import LANGS, Lang, Room, Venue
from varaamo_sync.snapshot import RemoteRoom, RemoteVenue
from varaamo_sync.startup.fast_dataclass import dataclass

RoomT = TypeVar("RoomT", bound=Hashable)
KeyT = TypeVar("KeyT", bound=Hashable)

_A_ROW = 3
"""How many rooms that say more than another one make it unlikely that it is one of them."""

_Names = Mapping[Lang, Name]
_Cores = tuple[Core | None, ...]
"""What a room is called by without marks, by language."""
_Comparisons = Mapping[Lang, WordComparison]

_read_name = lru_cache(maxsize=65_536)(read_name)


@dataclass(frozen=True, slots=True)
class RoomNames:
    """What is known of a room when it is looked for under other names.

    Attributes:
        names: Its name by language.
        seats: Most persons; it decides nothing, but puts the likeliest first.
    """

    names: Mapping[Lang, str]
    seats: int | None = None


class _Known(NamedTuple, Generic[RoomT]):
    place: int
    room: RoomT
    seats: int | None
    names: _Names


class _Rank(NamedTuple):
    """How one room stands among those that are likely another one; the least is the likeliest."""

    unlike: int
    other_seats: bool
    unlike_text: float
    place: int

    @property
    def is_sure(self) -> bool:
        return -self.unlike == Likeness.SAME_SAID


class VenueRooms(Generic[RoomT]):
    """The rooms of one venue, by what they are called.

    A venue may have hundreds of rooms whose names differ in a number, so names are compared
    without their marks once, and marks only where the rest is alike.

    Args:
        names: Names of the venue, in all languages and by whoever calls it so.
        rooms: Its rooms, with what they are called.
    """

    def __init__(
        self, names: Iterable[str | None], rooms: Iterable[tuple[RoomT, RoomNames]] = ()
    ) -> None:
        self._words = venue_words(name for name in names if name)
        self._comparisons: dict[tuple[_Cores, _Cores], _Comparisons] = {}
        self._rooms: dict[_Cores, list[_Known[RoomT]]] = defaultdict(list)
        for place, (room, called) in enumerate(rooms):
            read = self._read(called)
            self._rooms[_cores(read)].append(_Known(place, room, called.seats, read))

    @property
    def compared(self) -> int:
        """How many pairs of names were compared so far, each without its marks."""
        return len(self._comparisons)

    def find_twins(
        self,
        sought: Mapping[KeyT, Iterable[RoomNames]],
        others: Mapping[KeyT, Collection[RoomT]] | None = None,
    ) -> dict[KeyT, tuple[RoomT, ...]]:
        """Return the rooms that are likely each of some rooms, the likeliest first.

        One that is called by what a whole row of rooms has in common (*kokoushuone* beside
        *kokoushuone 1*, *2* and *3*, or *Ruusu*, *Kielo* and *Lilja*) is not likely any one of
        them: of ``_A_ROW`` rooms and more nobody is asked which.

        Args:
            sought: The rooms that are looked for, by whatever all names of each.
            others: Rooms that are known not to be the one that is looked for.
        """
        found: dict[KeyT, dict[RoomT, _Rank]] = {key: {} for key in sought}
        for key, twins in found.items():
            excluded = (others or {}).get(key, ())
            for room, rank in (likely for names in sought[key] for likely in self._likely(names)):
                if room not in excluded:
                    twins[room] = min(rank, twins.get(room, rank))
        # Those that have a twin of their own are no more of the row.
        unsure = (t for t in found.values() if not any(rank.is_sure for rank in t.values()))
        rows = Counter(room for twins in unsure for room in twins)
        return {
            key: tuple(
                room
                for room in sorted(twins, key=twins.__getitem__)
                if twins[room].is_sure or rows[room] < _A_ROW
            )
            for key, twins in found.items()
        }

    def _likely(self, called: RoomNames) -> Iterator[tuple[RoomT, _Rank]]:
        ours = self._read(called)
        cores, numbers = _cores(ours), _numbers(ours)
        is_part = any(name.marks["part"] for name in ours.values())
        for theirs, rooms in self._rooms.items():
            compared = self._compare(cores, theirs, ours, rooms[0].names)
            if not is_part and all(one.hopeless for one in compared.values()):
                continue
            for known in rooms:
                if numbers and _numbers(known.names) - numbers:
                    continue  # most of a row: seen at once
                alike = _likeness(compared, ours, known.names)
                if alike.likely:
                    seats = called.seats is not None and called.seats == known.seats
                    text = _ratio(ours, known.names)
                    yield known.room, _Rank(-alike, not seats, -text, known.place)

    def _read(self, called: RoomNames) -> _Names:
        return {
            lang: _read_name(text, self._words)
            for lang in LANGS
            if (text := called.names.get(lang))
        }

    def _compare(self, ours: _Cores, theirs: _Cores, here: _Names, there: _Names) -> _Comparisons:
        """Return how the words of two names compare, by language."""
        known = self._comparisons.get((ours, theirs))
        if known is not None:
            return known
        pairs: dict[Lang, tuple[Name, Name]] = {
            lang: (name, there[lang]) for lang, name in here.items() if lang in there
        }
        if not pairs and here and there:  # each is named in a language of its own
            lang, name = next(iter(here.items()))
            pairs = {lang: (name, next(iter(there.values())))}
        made: _Comparisons = {
            lang: WordComparison(one.core, two.core) for lang, (one, two) in pairs.items()
        }
        self._comparisons[ours, theirs] = made
        return made


def _cores(names: _Names) -> _Cores:
    return tuple(names[lang].core if lang in names else None for lang in LANGS)


def _numbers(names: _Names) -> frozenset[int]:
    return next((name.marks["number"] for name in names.values()), frozenset())


def _likeness(compared: _Comparisons, ours: _Names, theirs: _Names) -> Likeness:
    """Compare by language: the first one decides, Finnish as a rule; others can speak for it."""
    (lang, first), *others = compared.items()
    other = theirs.get(lang) or next(iter(theirs.values()))
    decided = first.likeness(ours[lang].marks, other.marks)
    if decided is not Likeness.UNLIKE or not others:
        return decided
    said = [one.likeness(ours[lang].marks, theirs[lang].marks) for lang, one in others]
    alike = Likeness.SAME_SAID in said and Likeness.APART not in said
    return Likeness.LESS_SAID if alike else decided


def _ratio(ours: _Names, theirs: _Names) -> float:
    both = ((name.text, theirs[lang].text) for lang, name in ours.items() if lang in theirs)
    return max((token_sort_ratio(*texts) for texts in both), default=0.0)


def names_of(room: Room) -> tuple[RoomNames, ...]:
    """Return what a room of a catalogue is called: by ``same_as``, where it is stated, and here."""
    seats = room.capacity.max if room.capacity else None
    names: dict[Lang, str] = {lang: name for lang in LANGS if (name := room.name.get(lang))}
    there = (RoomNames({"fi": room.same_as}, seats),) if room.same_as else ()
    return (*there, RoomNames(names, seats))


def rooms_of_venue(
    venue: RemoteVenue, rooms: Iterable[RemoteRoom], ours: Iterable[Venue] = ()
) -> VenueRooms[int]:
    """Return some rooms of a venue of the booking system by their ``pk``.

    Args:
        venue: The venue.
        rooms: The rooms.
        ours: What catalogues call the venue.
    """
    names = (name for one in ours for name in (*map(one.name.get, LANGS), *one.aliases))
    return VenueRooms((*venue.name.values(), *names), ((room.pk, _there(room)) for room in rooms))


def _there(room: RemoteRoom) -> RoomNames:
    seats = room.values.get("capacity.max")
    names: dict[Lang, str] = {
        lang: str(name) for lang in LANGS if (name := room.values.get(f"name.{lang}"))
    }
    return RoomNames(names, seats if isinstance(seats, int) else None)
