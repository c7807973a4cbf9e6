"""What a run works with: other users, what was read, and what was made and is cleared away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from varaamo_sync.booking import (
    ArchiveRoom,
    BookingAPI,
    Command,
    CreateRoom,
    ReadRoom,
    ReadRooms,
    ReadSpaces,
    Stored,
    UpdateRoom,
    User,
)
from varaamo_sync.conformance.report import Differs, Recorder, left, of_error
from varaamo_sync.conformance.sample import MARK
from varaamo_sync.errors import BookingError, ValidationRefused
from varaamo_sync.model import HELSINKI
from varaamo_sync.snapshot import Reference, RemoteRoom, RemoteSpace, RemoteVenue, Value
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Phrase

if TYPE_CHECKING:
    from varaamo_sync.sandbox import SandboxAdmin

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherUsers:
    """Who else can be asked to act; who is missing leaves facts untested.

    Attributes:
        anonymous: Nobody: without a login.
        expired: Somebody whose session has ended, and who cannot log in again.
        limited: Somebody who may write to some venues, but not to all.
        without_retries: The user of the run, who repeats nothing that fails.
        admin: The administration of a sandbox, where it is one: then a run may also make load.
    """

    anonymous: BookingAPI | None = None
    expired: BookingAPI | None = None
    limited: BookingAPI | None = None
    without_retries: BookingAPI | None = None
    admin: SandboxAdmin | None = None


_LAST_HOUR = 23
_OF_YESTERDAY = "ACCESS_TYPE_BEGIN_DATE_IN_PAST"


@dataclass(frozen=True, slots=True)
class ReadRun:
    """What the checks work with, and what was read first, for those who write."""

    api: BookingAPI
    recorder: Recorder
    others: OtherUsers
    today: date
    user: User | None
    reference: Reference
    venues: tuple[RemoteVenue, ...]

    @property
    def logged_in(self) -> bool:
        """Whether anybody is logged in."""
        return self.user is not None

    def read_rooms(self) -> tuple[RemoteRoom, ...]:
        """Read the rooms of every venue."""
        return self.api.execute(ReadRooms(tuple(v.pk for v in self.venues), self.logged_in))


@dataclass(slots=True)
class WriteRun:
    """What a run that writes works with.

    Attributes:
        made: Numbers of the rooms that were made and not archived yet.
        left: What stays in the booking system.
        unsure: Whether a write was not answered, so that it may still be stored.
        sleep: Waits some seconds.
    """

    api: BookingAPI
    recorder: Recorder
    reference: Reference
    venue: RemoteVenue
    today: date
    now: datetime
    others: OtherUsers
    sleep: Callable[[float], None]
    made: list[int] = field(default_factory=list)
    left: list[Phrase] = field(default_factory=list)
    unsure: bool = False

    def write(self, command: Command[T]) -> T:
        """Carry out a write."""
        try:
            return self.api.execute(command)
        except BookingError as error:
            self.unsure = self.unsure or not error.certain
            raise

    def create(
        self,
        values: Mapping[str, Value],
        space: RemoteSpace | None,
        reference: Reference | None = None,
    ) -> Stored:
        """Make a room, which is cleared away in the end."""
        wanted = CreateRoom(
            venue=self.venue.pk,
            spaces=(space.pk,) if space else (),
            values=values,
            reference=reference or self.reference,
            today=self.today,
        )
        try:
            stored = self.write(wanted)
        except ValidationRefused as refused:
            if not self._ended(refused):
                raise
            self.today += timedelta(days=1)
            stored = self.write(replace(wanted, today=self.today))
        self.made.append(stored.pk)
        return stored

    def _ended(self, refused: ValidationRefused) -> bool:
        """Whether the day may have ended since the run began, which is no fault of the system."""
        late = self.now.astimezone(HELSINKI).hour == _LAST_HOUR
        return late and any(field.code == _OF_YESTERDAY for field in refused.fields)

    def update(
        self,
        room: RemoteRoom,
        values: Mapping[str, Value] | None = None,
        *,
        draft: bool | None = None,
        spaces: tuple[int, ...] | None = None,
    ) -> Stored:
        """Change a room."""
        return self.write(
            UpdateRoom(
                room=room,
                reference=self.reference,
                today=self.today,
                values=values or {},
                draft=draft,
                spaces=spaces,
            )
        )

    def read(self, pk: int) -> RemoteRoom:
        """Read a room.

        Raises:
            Differs: It is not there.
        """
        room = self.api.execute(ReadRoom(pk))
        if room is None:
            raise Differs("room-gone", pk=str(pk))
        return room

    def space(self, code: str) -> RemoteSpace | None:
        """Return the space that carries a code, or ``None``."""
        spaces = self.api.execute(ReadSpaces((self.venue.pk,)))
        return next((space for space in spaces if space.code == code), None)

    def clear(self) -> None:
        """Archive every room that was made, and those that an earlier run left behind."""
        try:
            pks = {*self.made, *self._marked()}
        except BookingError as error:
            self.left.append(left("maybe", mark=MARK, why=of_error(error)))
            pks = set(self.made)
        for pk in sorted(pks):
            try:
                self.api.execute(ArchiveRoom(pk))
            except BookingError as error:
                self.left.append(left("room", pk=str(pk), why=of_error(error)))
        if self.unsure:
            self.left.append(left("unanswered", mark=MARK))

    def _marked(self) -> list[int]:
        # Only rooms that bear the mark in their name and stand in no space but those that do.
        spaces = self.api.execute(ReadSpaces((self.venue.pk,)))
        ours = {space.pk for space in spaces if space.code.startswith(MARK)}
        rooms = self.api.execute(ReadRooms((self.venue.pk,), logged_in=True))
        return [
            room.pk for room in rooms if room.name.startswith(MARK) and ours.issuperset(room.spaces)
        ]
