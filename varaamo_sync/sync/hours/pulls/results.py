"""What a pull of hours takes into the catalogue, and what it leaves, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from varaamo_sync.model import Hours, Lang, Room
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import StateUpdate
from varaamo_sync.sync.hours.plan import RoomHours
from varaamo_sync.sync.hours.writing import update_of
from varaamo_sync.sync.state_store import StateStore


class HoursLeftReason(StrEnum):
    """Why hours are not taken into the catalogue."""

    THEIRS = "theirs"
    """The room states no hours; those that are there may be taken as text on request."""
    UNSAYABLE = "unsayable"
    """A catalogue has no words for them, such as every second week."""
    YEARLY = "yearly"
    """One year was changed of what the catalogue says for every year."""
    OF_VENUE = "of_venue"
    """The room takes over its venue's hours, and one of those periods was changed."""
    DOUBLED = "doubled"
    """A period is there more than once: which one is right, a person must say."""
    REVERSED = "reversed"
    """A period ends before it begins, which takes the hours of every list down."""
    UNBOOKABLE = "unbookable"
    """Their times are in states in which nobody can book."""
    READ_ONLY = "read_only"
    """They can only be read there, so a push would be refused."""
    UNREAD = "unread"
    """Some of the room's periods could not be read."""
    INVALID = "invalid"
    """A time of the catalogue itself ends before it begins."""
    LONG_ID = "long_id"
    """The catalogue's id is too long for the mark that our periods carry."""


@dataclass(frozen=True, slots=True)
class TakenHours:
    """Hours that come into the catalogue.

    Attributes:
        room: The room.
        before: What the catalogue states; ``None`` where it states none.
        entry: What it is to state, plain.
        planned: What was found of the room.
        agreed: What both sides say of its periods from now on, by number.
        adopted: Whether they are periods of other people.
    """

    room: Room
    before: Hours | None
    entry: Mapping[str, Any]
    planned: RoomHours
    agreed: Mapping[str, str | None]
    adopted: bool = False

    @property
    def key(self) -> str:
        """Key of the room."""
        return self.room.key

    @property
    def update(self) -> StateUpdate:
        """What is to be remembered once it stands in the files; see ``note_taken``."""
        return update_of(self.planned, self.agreed)

    @property
    def after(self) -> Hours:
        """What the catalogue is to state."""
        return Hours.model_validate(self.entry)


@dataclass(frozen=True, slots=True)
class LeftHours:
    """Hours that are not taken, with the reason."""

    room: Room
    reason: HoursLeftReason

    @property
    def key(self) -> str:
        """Key of the room."""
        return self.room.key


@dataclass(frozen=True, slots=True)
class HoursTakeover:
    """What a pull of hours writes into the files of a catalogue; nothing of it is written yet."""

    taken: tuple[TakenHours, ...] = ()
    left: tuple[LeftHours, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.taken

    def as_dict(
        self, lang: Lang = "fi", *, dry_run: bool = True, files: Iterable[object] = ()
    ) -> dict[str, Any]:
        """Return it as JSON values, as ``schemas/hours-pull.schema.json`` describes them.

        Args:
            lang: Language of what is said in words.
            dry_run: Whether nothing of it was written.
            files: Files that were changed, or would be.
        """
        from varaamo_sync.sync.hours.pulls.plain import hours_takeover_as_dict

        return hours_takeover_as_dict(self, lang, dry_run=dry_run, files=files)


def note_taken(state: StateStore, taken: HoursTakeover) -> None:
    """Note that the catalogue says what was taken: who edits it next has changed nothing twice.

    Args:
        state: The state of hours.
        taken: What stands in the files now.
    """
    for one in taken.taken:
        state.remember(one.update)
    state.flush()
