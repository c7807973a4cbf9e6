"""The values that a plan is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any, Self

from varaamo_sync.capabilities import VARAAMO, Capabilities
from varaamo_sync.errors import GuardTripped
from varaamo_sync.findings import Position
from varaamo_sync.model import Lang, Room, ServiceUnit
from varaamo_sync.model.units import read_units
from varaamo_sync.plan.actions import Action
from varaamo_sync.plan.doubles import Double
from varaamo_sync.plan.example_catalogue import require_own_catalogue
from varaamo_sync.plan.guard import Breach, find_breaches
from varaamo_sync.plan.others import Departed, Foreign
from varaamo_sync.plan.pairing import Pair, RoomMatch
from varaamo_sync.plan.spaces import MEMBERSHIP, PART_OF
from varaamo_sync.plan.values import plan_as_dict, whole_as_dict, whole_from_dict
from varaamo_sync.snapshot import RemoteRoom, Value, value_on
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import RoomState


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs.

    Attributes:
        path: Path in the catalogue, such as ``booking.min``; ``space.…`` for the room's own
            space, ``spaces`` for the spaces that the room occupies, ``wanted`` for draft or
            published.
        before: What the booking system has, in stored form.
        after: What the catalogue states, in stored form.
    """

    path: str
    before: Value
    after: Value

    @property
    def of_space(self) -> bool:
        """Whether it is a field of the room's own space."""
        return self.path.startswith("space.") or self.path == PART_OF

    @property
    def can_be_stated(self) -> bool:
        """Whether a catalogue has words for what the booking system has."""
        if self.path == PART_OF:  # a space of nobody's has no key
            return not str(self.before).startswith("#")
        return not self.of_space and self.path != MEMBERSHIP


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """What a push would do with one room.

    Attributes:
        action: The main thing.
        pair: The room with what the booking system has of it.
        values: Every stated field in stored form; what a create sends.
        changes: Fields that are sent, of the room and (``space.…``) of its own space.
        conflicts: Fields that others changed, and that are left as they are.
        draft: ``False`` publishes, ``True`` unpublishes, ``None`` leaves it.
        images: Pictures that are sent, by their place in the catalogue's list.
        withheld: Rules that keep the room from being sent or published.
        not_compared: Paths that could not be read without a login.
        opens: A visible room becomes bookable by this.
        derived: What follows from the room for its space, by path; to be remembered with
            ``values``.
        archived: When we archived it, where we did.
        brings_back: What is remembered of a room that is brought back.
        system: What the booking system can do.
        there: Name of the venue that it is in, where that is another than the catalogue's.
    """

    action: Action
    pair: Pair
    values: Mapping[str, Value] = field(default_factory=dict)
    changes: tuple[FieldChange, ...] = ()
    conflicts: tuple[FieldChange, ...] = ()
    draft: bool | None = None
    images: tuple[int, ...] = ()
    withheld: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()
    opens: bool = False
    derived: Mapping[str, Value] = field(default_factory=dict)
    archived: datetime | None = None
    brings_back: RoomState | None = None
    system: Capabilities = VARAAMO
    there: str | None = None

    @property
    def room(self) -> Room:
        """The room of the catalogue."""
        return self.pair.room

    @property
    def key(self) -> str:
        """Key of the room."""
        return self.pair.room.key

    def on(self, day: date) -> Self:
        """Return the plan as it is to be carried out on a day that is later than the plan's."""
        return replace(
            self,
            values={path: value_on(value, day) for path, value in self.values.items()},
            changes=tuple(replace(c, after=value_on(c.after, day)) for c in self.changes),
        )

    @property
    def room_changes(self) -> tuple[FieldChange, ...]:
        """Changes of the room's own fields."""
        return tuple(c for c in self.changes if not c.of_space and c.path != MEMBERSHIP)

    @property
    def space_changes(self) -> tuple[FieldChange, ...]:
        """Changes of the room's own space."""
        return tuple(change for change in self.changes if change.of_space)

    @property
    def creates(self) -> bool:
        """Whether the room is made."""
        return self.action is Action.CREATE

    @property
    def unpublishes(self) -> bool:
        """Whether the room is taken from residents."""
        return self.draft is True

    @property
    def moves_in(self) -> bool:
        """Whether the room is given its own space, and no other."""
        return any(change.path == MEMBERSHIP for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a push would do, in catalogue order. It is done once.

    Attributes:
        origin: Which booking system it is for.
        catalogue: Id of the catalogue that it is of.
        today: Day in Helsinki for which it holds.
        rooms: One entry per room of the catalogue.
        departed: Rooms that have left the catalogue.
        unread: Keys of rooms that stand, or may stand, in files which could not be read: nobody
            knows whether they have left, so they are left alone, and never archived.
        archives: Whether departed rooms are archived; otherwise they are left alone.
        unmanaged: Rooms of the same venues that the catalogue does not know; never touched.
        foreign: Rooms of the same venues that are another catalogue's; never touched.
        doubles: Rooms that are there twice under one key.
        spaces: ``pk`` of each room's own space, by key.
        noted: Number of the last write that was noted when it was made; ``None`` if not known.
        capabilities: What the booking system can do.
    """

    origin: str
    catalogue: str
    today: date
    rooms: tuple[RoomPlan, ...]
    departed: tuple[Departed, ...] = ()
    unread: tuple[str, ...] = ()
    archives: bool = False
    unmanaged: tuple[RemoteRoom, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    doubles: tuple[Double, ...] = ()
    spaces: Mapping[str, int] = field(default_factory=dict)
    noted: int | None = None
    capabilities: Capabilities = VARAAMO
    uses: list[None] = field(default_factory=list, compare=False, repr=False)
    """One entry for each time that somebody began to carry it out; its parts share it."""

    @property
    def writes(self) -> tuple[RoomPlan, ...]:
        """The rooms of the catalogue that something would be sent for."""
        return tuple(room for room in self.rooms if room.action.writes)

    @property
    def to_archive(self) -> tuple[Departed, ...]:
        """The rooms that would be archived."""
        return self.departed if self.archives else ()

    @property
    def empty(self) -> bool:
        """Whether a push would send nothing."""
        return not self.writes and not self.to_archive

    @property
    def pending(self) -> bool:
        """Whether catalogue and booking system differ in what is ours: also where others did it.

        A push that would keep what others changed, or that finds a room twice, sends nothing;
        somebody still has to decide.
        """
        return not self.empty or self.conflicts > 0 or bool(self.doubles)

    def only(self, units: Iterable[ServiceUnit | str]) -> Plan:
        """Return the part of the plan for some service units.

        Raises:
            UsageError: There is no such service unit.
        """
        units = read_units(units)
        rooms = tuple(room for room in self.rooms if room.room.service_unit in units)
        departed = tuple(item for item in self.departed if item.unit in units)
        venues = {room.pair.venue.pk for room in rooms if room.pair.venue}
        venues |= {item.remote.venue for item in departed}
        unmanaged = tuple(remote for remote in self.unmanaged if remote.venue in venues)
        foreign = tuple(item for item in self.foreign if item.remote.venue in venues)
        return replace(self, rooms=rooms, departed=departed, unmanaged=unmanaged, foreign=foreign)

    def counts(self) -> Mapping[Action, int]:
        """Return how many rooms there are of each action."""
        counts = Counter(room.action for room in self.rooms)
        counts[Action.ARCHIVE] = len(self.to_archive)
        return counts

    @property
    def conflicts(self) -> int:
        """Number of rooms with something that a person must decide."""
        return sum(bool(r.conflicts) or r.action is Action.CONFLICT for r in self.rooms)

    def breaches(self, allowed: Mapping[str, int] | None = None) -> tuple[Breach, ...]:
        """Return what is too much at once, so that a person must say that it is meant.

        See ``plan.guard.find_breaches`` for the limits.

        Args:
            allowed: Numbers that a person let through, by service unit or ``archive``.
        """
        return find_breaches(self, allowed)

    def require_allowed(self, allowed: Mapping[str, int] | None = None) -> None:
        """Refuse a plan that does too much at once, or takes an example to a real booking system.

        Args:
            allowed: Numbers that a person let through, by service unit or ``archive``.

        Raises:
            PushRefused: The catalogue is still the example of ``init``, and the booking system is
                not on this machine.
            GuardTripped: Something is more than goes through unasked.
        """
        require_own_catalogue(self.catalogue, self.origin)
        if breaches := self.breaches(allowed):
            raise GuardTripped(breaches)

    def as_dict(
        self,
        lang: Lang = "fi",
        *,
        locate: Callable[[str], Position | None] = lambda _: None,
        whole: bool = True,
    ) -> dict[str, Any]:
        """Return it as JSON values, as ``schemas/plan.schema.json`` describes them.

        Args:
            lang: Language of the summary.
            locate: Tells where a room stands in the files of its catalogue, by its key.
            whole: Whether everything is there that ``from_dict`` needs.
        """
        return plan_as_dict(self, lang, locate) | (whole_as_dict(self) if whole else {})

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Return the plan that ``as_dict`` told whole; whether it was done nobody knows of it.

        Raises:
            ValueError: It is something else, or does not hold the whole plan.
        """
        return whole_from_dict(cls, values)


UNRECOGNISED = frozenset(
    {
        RoomMatch.HALF,
        RoomMatch.VANISHED,
        RoomMatch.HIDDEN,
        RoomMatch.SEVERAL,
        RoomMatch.LIKELY,
        RoomMatch.NOT_THERE,
        RoomMatch.FOREIGN,
        RoomMatch.MOVED,
    }
)
"""Matches that leave the decision to a person."""
