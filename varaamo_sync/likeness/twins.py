"""Which rooms of a venue are likely a certain room, although they are called otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from varaamo_sync.likeness.judging import Compared, Likeness
from varaamo_sync.likeness.reading import Core, Name, read_name
from varaamo_sync.likeness.tokens import house_words
from varaamo_sync.model import LANGS, Lang

RoomT = TypeVar("RoomT", bound=Hashable)
KeyT = TypeVar("KeyT", bound=Hashable)

_A_ROW = 3
"""How many rooms that say more than another one make it unlikely that it is one of them."""

_Cores = tuple[int, ...]
"""What a room is called by without marks: a number for each language's words, 0 for none."""


@dataclass(frozen=True, slots=True)
class Called:
    """What is known of a room when it is looked for under other names.

    Attributes:
        names: Its name by language.
        seats: Most persons; it decides nothing, but puts the likeliest first.
    """

    names: Mapping[Lang, str]
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class _Known(Generic[RoomT]):
    place: int
    room: RoomT
    seats: int | None
    names: Mapping[Lang, Name]


class _Rank(NamedTuple):
    """How one room stands among those that are likely another one; the least is the likeliest."""

    unlike: int
    other_seats: bool
    apart: float
    place: int

    @property
    def alike(self) -> Likeness:
        return Likeness(-self.unlike)


@dataclass(slots=True)
class _Group(Generic[RoomT]):
    """Rooms whose names differ in nothing but marks."""

    by_numbers: dict[frozenset[int], list[_Known[RoomT]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def among(self, numbers: frozenset[int]) -> Iterator[_Known[RoomT]]:
        """Yield the rooms whose numbers do not tell them apart from some numbers."""
        if not numbers:
            for rooms in self.by_numbers.values():
                yield from rooms
            return
        for chosen in (numbers, frozenset[int]()):
            yield from self.by_numbers.get(chosen, ())


class House(Generic[RoomT]):
    """The rooms of one venue, by what they are called.

    A house may have hundreds of rooms whose names differ in a number, so names are compared
    without their marks once, and marks only where the rest is alike.
    """

    def __init__(
        self, names: Iterable[str | None], rooms: Iterable[tuple[RoomT, Called]] = ()
    ) -> None:
        """Take the rooms of a venue.

        Args:
            names: Names of the venue, in all languages and by whoever calls it so.
            rooms: Its rooms, with what they are called.
        """
        self._words = house_words(name for name in names if name)
        self._numbered: dict[Core, int] = {}
        self._told: dict[tuple[_Cores, _Cores], dict[Lang, Compared]] = {}
        self._groups: dict[_Cores, _Group[RoomT]] = {}
        for place, (room, called) in enumerate(rooms):
            read = self._read(called)
            known = _Known(place, room, called.seats, read)
            group = self._groups.setdefault(self._cores(read), _Group())
            group.by_numbers[_numbers(read)].append(known)

    def twins(
        self,
        sought: Mapping[KeyT, Iterable[Called]],
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
        found = {
            key: self._alike(names, (others or {}).get(key, ())) for key, names in sought.items()
        }
        # Those that have a twin of their own are no more of the row.
        rows = Counter(
            room
            for twins in found.values()
            if not any(map(_is_sure, twins.values()))
            for room in twins
        )
        return {
            key: tuple(
                room
                for room in sorted(twins, key=twins.__getitem__)
                if _is_sure(twins[room]) or rows[room] < _A_ROW
            )
            for key, twins in found.items()
        }

    def _alike(self, names: Iterable[Called], others: Collection[RoomT]) -> dict[RoomT, _Rank]:
        found: dict[RoomT, _Rank] = {}
        for called in names:
            for known, rank in self._likely(called):
                if known.room not in others and not (found.get(known.room, rank) < rank):
                    found[known.room] = rank
        return found

    def _likely(self, called: Called) -> Iterator[tuple[_Known[RoomT], _Rank]]:
        ours = self._read(called)
        cores, numbers, parts = self._cores(ours), _numbers(ours), _has_parts(ours)
        for theirs, group in self._groups.items():
            told = self._compared(cores, theirs, ours, group)
            if not parts and all(one.hopeless for one in told.values()):
                continue
            for known in group.among(numbers):
                alike = _likeness(told, ours, known.names)
                if alike.likely:
                    seats = called.seats is not None and called.seats == known.seats
                    ratio = _ratio(ours, known.names)
                    yield known, _Rank(-alike, not seats, -ratio, known.place)

    @property
    def compared(self) -> int:
        """How many pairs of names were compared so far, each without its marks."""
        return len(self._told)

    def _read(self, called: Called) -> dict[Lang, Name]:
        return {
            lang: _read(text, self._words) for lang in LANGS if (text := called.names.get(lang))
        }

    def _cores(self, names: Mapping[Lang, Name]) -> _Cores:
        numbered = self._numbered
        return tuple(
            numbered.setdefault(names[lang].core, len(numbered) + 1) if lang in names else 0
            for lang in LANGS
        )

    def _compared(
        self, ours: _Cores, theirs: _Cores, names: Mapping[Lang, Name], group: _Group[RoomT]
    ) -> dict[Lang, Compared]:
        """Return how the words of two names compare, by language."""
        told = self._told.get((ours, theirs))
        if told is None:
            other = next(iter(group.by_numbers.values()))[0].names
            told = self._told[ours, theirs] = {}
            for lang, name in names.items():
                if lang in other:
                    told[lang] = Compared(name.core, other[lang].core)
            if not told and names and other:  # each is named in a language of its own
                here, there = next(iter(names)), next(iter(other))
                told[here] = Compared(names[here].core, other[there].core)
        return told


def _is_sure(rank: _Rank) -> bool:
    return rank.alike is Likeness.SAME_SAID


@lru_cache(maxsize=65_536)
def _read(text: str, house: frozenset[str]) -> Name:
    return read_name(text, house)


def _first(names: Mapping[Lang, Name]) -> Name | None:
    return next(iter(names.values()), None)


def _numbers(names: Mapping[Lang, Name]) -> frozenset[int]:
    first = _first(names)
    return first.marks.numbers if first else frozenset()


def _has_parts(names: Mapping[Lang, Name]) -> bool:
    return any(name.marks.parts for name in names.values())


def _likeness(
    told: Mapping[Lang, Compared], ours: Mapping[Lang, Name], theirs: Mapping[Lang, Name]
) -> Likeness:
    """Compare by language: the first one decides, Finnish as a rule; others can speak for it."""
    (lang, first), *others = told.items()
    other = theirs.get(lang) or _first(theirs)
    assert other is not None
    decided = first.likeness(ours[lang].marks, other.marks)
    if decided is not Likeness.UNLIKE or not others:
        return decided
    said = [one.likeness(ours[lang].marks, theirs[lang].marks) for lang, one in others]
    alike = Likeness.SAME_SAID in said and Likeness.APART not in said
    return Likeness.LESS_SAID if alike else decided


def _ratio(ours: Mapping[Lang, Name], theirs: Mapping[Lang, Name]) -> float:
    from rapidfuzz.fuzz import token_sort_ratio

    both = ((name.text, theirs[lang].text) for lang, name in ours.items() if lang in theirs)
    return max((token_sort_ratio(*texts) for texts in both), default=0.0)
