"""Making an entry of the catalogue from a room of the booking system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any, Protocol

from varaamo_sync.catalogue_form import default_values, entry_of, reads_back
from varaamo_sync.model import Earlier, Lang, ServiceUnit, Venue
from varaamo_sync.snapshot import RemoteRoom, Snapshot
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.pulls.homes import Home
from varaamo_sync.words import Theme

_note = Theme("notes")

_LONGEST_NAME = 90
"""Letters of a key that are made from names; a number may follow."""


class CatalogueFiles(Protocol):
    """What must be known of the files that entries are written into (``files.open_folder``)."""

    @property
    def venues(self) -> Collection[tuple[ServiceUnit, Venue]]:
        """Venues of all files, those without rooms among them."""
        ...

    def defaults(self, unit: ServiceUnit, venue: Venue) -> Mapping[str, Any]:
        """Return what ``defaults`` blocks would state for a new room, as plain values."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMaker:
    """Makes entries.

    Attributes:
        snapshot: What the booking system showed.
        today: Today in Helsinki.
        files: Where the entries are to stand.
        lang: Language of the notes that we write.
        codes: Key that each space carries in a code of ours, by number of the space.
        keys: Keys that are taken, or once were: none is used again. Grows with every new key.
    """

    snapshot: Snapshot
    today: date
    files: CatalogueFiles
    lang: Lang
    codes: Mapping[int, str]
    keys: set[str] = field(default_factory=set)
    _defaults: dict[tuple[ServiceUnit, str | None], Mapping[str, Any]] = field(
        default_factory=dict, init=False
    )

    def new_key(self, home: Home, name: str) -> str:
        """Return a key that no room ever had, from service unit, venue and name."""
        venue = " ".join(home.venue.label().split()[:1])
        words = _slug(f"{home.unit.value} {venue} {name}")
        words = words[:_LONGEST_NAME].strip("-")
        key, number = words, 2
        while key in self.keys:
            key, number = f"{words}-{number}", number + 1
        self.keys.add(key)
        return key

    def unsayable(self, remote: RemoteRoom) -> tuple[str, ...]:
        """Return the fields of a room that no catalogue can say, by path."""
        reference = self.snapshot.reference
        return tuple(
            path
            for path, value in remote.values.items()
            if not reads_back(path, value, reference, self.today)
        )

    def unread(self, remote: RemoteRoom, home: Home) -> tuple[str, ...]:
        """Return the fields that ``defaults`` state, and that were not read, by path."""
        defaults = self._stated(home)
        stated = default_values(defaults, self.snapshot.reference, self.today)
        return tuple(path for path in stated if path not in remote.values)

    def entry(
        self, remote: RemoteRoom, home: Home, key: str, keys: Collection[str]
    ) -> dict[str, Any]:
        """Return a room as an entry that says what the booking system has, whatever defaults say.

        Args:
            remote: The room.
            home: Where the entry is to stand.
            key: The key that it gets.
            keys: Keys of rooms that it can be a part of.
        """
        defaults = self._stated(home)
        entry = entry_of(
            remote,
            key,
            inherited=default_values(defaults, self.snapshot.reference, self.today),
            unsayable=self.unsayable(remote),
        )
        whole = next((key for key in self._containing(remote) if key in keys), None)
        if whole is not None or defaults.get("part_of") is not None:
            entry["part_of"] = whole
        if defaults.get("images"):
            entry["images"] = None
        return entry

    def history(
        self, remote: RemoteRoom, home: Home, earlier: Earlier, *, ours: bool
    ) -> dict[str, Any]:
        """Return what an entry says of a room beside its fields.

        A room that was there before is no progress, and a draft of staff no goal of ours.

        Args:
            remote: The room.
            home: Where the entry is to stand.
            earlier: What the room was when it was found.
            ours: Whether it was in the catalogue before.
        """
        defaults = self._stated(home)
        said: dict[str, Any] = {}
        if earlier.value != defaults.get("earlier", Earlier.NONE.value):
            said["earlier"] = earlier.value
        if remote.is_draft and not ours:
            said["goal"] = False
            said["note"] = _note("paused", self.lang, day=self.today)
        return said

    def _stated(self, home: Home) -> Mapping[str, Any]:
        """Return what ``defaults`` blocks would state for a new room of a home."""
        place = home.unit, home.venue.tprek
        if place not in self._defaults:
            self._defaults[place] = self.files.defaults(home.unit, home.venue)
        return self._defaults[place]

    def key_of(self, remote: RemoteRoom) -> str | None:
        """Return the key that one of a room's spaces carries in a code of ours."""
        return next((self.codes[pk] for pk in remote.spaces if pk in self.codes), None)

    def _containing(self, remote: RemoteRoom) -> Iterator[str]:
        """Yield the keys of the rooms whose spaces contain a room's."""
        for pk in remote.spaces:
            own = self.snapshot.space_by_pk.get(pk)
            key = self.codes.get(own.parent or 0) if own is not None else None
            if key is not None:
                yield key


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
