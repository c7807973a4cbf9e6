"""What a pull takes into the catalogue, and what it leaves, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from varaamo_sync.catalogue_form import Edit, NewRoom, catalogue_value, steps
from varaamo_sync.model import Earlier, Lang, ServiceUnit, Venue
from varaamo_sync.snapshot import RemoteRoom, Value
from varaamo_sync.startup.fast_dataclass import dataclass


class LeftReason(StrEnum):
    """Why something that the booking system has is not taken."""

    UNSETTLED = "unsettled"
    """A push was interrupted at this room, and nobody knows yet what it has written."""
    HALF_MADE = "half_made"
    """It is a draft of ours, nothing is remembered of it: a push may have left it half made."""
    SPACE = "space"
    """It is about the room's spaces, of which a catalogue says nothing by itself."""
    UNSAYABLE = "unsayable"
    """No catalogue can say it so that it means the same."""
    NOT_READ = "not_read"
    """``defaults`` state it, and it cannot be read without a login."""
    SEVERAL_UNITS = "several_units"
    """Its venue has rooms of several service units, or of none."""
    LIKELY_TWIN = "likely_twin"
    """It is likely a room of the catalogue under another name: a person must say."""
    SAME_NAME = "same_name"
    """Several rooms of its venue have its name: they could not be told apart."""
    NO_NAME = "no_name"
    """It has no Finnish name to be recognised by."""
    NO_TPREK = "no_tprek"
    """Its venue has no id in the service map, so no catalogue can name it."""
    SAME_KEY = "same_key"
    """It carries the code of a key of ours, and is not alone: nobody can say whose it is."""
    DEPARTED = "departed"
    """It left the catalogue, and its entry could be brought back."""
    UNLISTED = "unlisted"
    """It carries a code of ours, and neither the catalogue nor what is remembered knows its key:
    it was pushed elsewhere, and its entry has not come here yet."""
    FOREIGN = "foreign"
    """It is another catalogue's."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is not taken.

    Attributes:
        reason: Why.
        key: Key of the room, where it has one.
        remote: The room in the booking system, where it has no entry.
        path: The field, where it is one.
        catalogue: Id of the catalogue that the room belongs to, where it is another one.
    """

    reason: LeftReason
    key: str | None = None
    remote: RemoteRoom | None = None
    path: str = ""
    catalogue: str = ""


@dataclass(frozen=True, slots=True)
class TakenField:
    """A field of a room that is in the catalogue.

    Attributes:
        before: What the catalogue states, in stored form.
        after: What it is to state.
    """

    key: str
    path: str
    before: Value
    after: Value

    @property
    def edit(self) -> Edit:
        """The edit that writes it."""
        return Edit(self.key, steps(self.path), catalogue_value(self.path, self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRoom:
    """A room that becomes an entry.

    Attributes:
        remote: The room in the booking system.
        entry: Its entry, in plain catalogue form.
        earlier: What it was when it was found.
        returns: Whether it was in the catalogue before, and comes back under its own key.
    """

    service_unit: ServiceUnit
    venue: Venue
    remote: RemoteRoom
    entry: Mapping[str, Any]
    earlier: Earlier = Earlier.NONE
    returns: bool = False

    @property
    def key(self) -> str:
        """Key of the room."""
        return str(self.entry["key"])

    @property
    def paused(self) -> bool:
        """Whether it is a draft of staff, which stays outside the goal."""
        return self.entry.get("goal") is False

    @property
    def new_room(self) -> NewRoom:
        """The edit that writes it."""
        return NewRoom(self.service_unit, self.venue, self.entry)


@dataclass(frozen=True, slots=True)
class Takeover:
    """What a pull writes into the files of a catalogue; nothing of it is written yet.

    Attributes:
        fields: Fields of rooms that are in the catalogue.
        rooms: Rooms that become entries.
        left: What is not taken, with the reason.
        found: Rooms that are in the catalogue from now on, or are recognised by their name alone:
            what they are now is to be noted once the files say it (``note_earlier``).
    """

    fields: tuple[TakenField, ...] = ()
    rooms: tuple[TakenRoom, ...] = ()
    left: tuple[Left, ...] = ()
    found: tuple[RemoteRoom, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.fields and not self.rooms

    def as_dict(
        self, lang: Lang = "fi", *, dry_run: bool = True, files: Iterable[object] = ()
    ) -> dict[str, Any]:
        """Return it as JSON values, as ``schemas/pull.schema.json`` describes them.

        Args:
            lang: Language of what is said in words.
            dry_run: Whether nothing of it was written.
            files: Files that were changed, or would be.
        """
        from varaamo_sync.sync.pulls.plain import takeover_as_dict

        return takeover_as_dict(self, lang, dry_run=dry_run, files=files)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Edits of rooms that are in the files."""
        return tuple(field.edit for field in self.fields)

    @property
    def new_rooms(self) -> tuple[NewRoom, ...]:
        """Rooms to be appended to the files."""
        return tuple(room.new_room for room in self.rooms)
