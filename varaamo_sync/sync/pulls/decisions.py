"""Deciding what a pull takes into the catalogue: staff's values, and rooms that it does not know.

What is ours is never taken for staff's edit, what is another catalogue's is never taken at all, and
what is not taken is named with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from varaamo_sync.catalogue_form import reads_back
from varaamo_sync.errors import CatalogueInvalid
from varaamo_sync.findings import Finding
from varaamo_sync.goal import earlier_of, evidence_of_remote
from varaamo_sync.model import Earlier, Lang, ServiceUnit, Venue
from varaamo_sync.plan import Departed, FieldChange, RoomPlan
from varaamo_sync.plan.departed import find_unit
from varaamo_sync.plan.pairing import RoomMatch
from varaamo_sync.plan.spaces import DERIVED_FROM, PART_OF
from varaamo_sync.snapshot import RemoteRoom, keys_of
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.handed_in import require_kind
from varaamo_sync.sync.preparation import Prepared
from varaamo_sync.sync.pulls.entries import CatalogueFiles, EntryMaker
from varaamo_sync.sync.pulls.homes import Home, Homes
from varaamo_sync.sync.pulls.results import Left, LeftReason, TakenField, TakenRoom, Takeover

_Found = Iterator[TakenField | TakenRoom | Left]


class NoFiles:
    """Files of a catalogue that has none: no other venues, no ``defaults``."""

    venues: Collection[tuple[ServiceUnit, Venue]] = ()

    def defaults(self, unit: ServiceUnit, venue: Venue) -> Mapping[str, Any]:
        """Return nothing."""
        del unit, venue
        return {}


def take_over(
    prepared: Prepared,
    *,
    found: Sequence[Finding],
    earlier: Mapping[str, Earlier] | None = None,
    files: CatalogueFiles | None = None,
    units: Collection[ServiceUnit] = (),
    departed: bool = False,
    lang: Lang = "fi",
) -> Takeover:
    """Decide what a pull writes into the catalogue. It writes nothing itself.

    Hand ``Takeover.found`` to ``note_earlier`` once the edits are written.

    Args:
        prepared: What ``prepare`` returned for the whole catalogue, with open writes settled where
            there is a login.
        found: What the reader of the files found (``Reading.findings``). With any, nothing is
            taken: a room that stands in a file that could not be read would pass for a new one.
        earlier: What rooms were when they were found (``StateStore.earlier``).
        files: Where the entries are to stand (``files.writing.open_folder``).
        units: Service units that are asked for; none means all.
        departed: Whether rooms that left the catalogue, and live on, come back under their keys.
        lang: Language of the notes that are written.

    Raises:
        CatalogueInvalid: Not all of the catalogue could be read.
        TypeError: Something else than what ``prepare`` returned was handed in.
    """
    require_kind("take_over", "prepared", prepared, Prepared, "what prepare(…) returned")
    catalogue = prepared.catalogue
    if found or not catalogue.coverage.whole:
        if not found:
            raise CatalogueInvalid("catalogue-unread", found)
        raise CatalogueInvalid("catalogue-unread-at", found, position=found[0].position)
    files = files or NoFiles()
    codes = keys_of(prepared.snapshot.spaces, catalogue.code(""))
    # Every key that is taken, or once was: in the files, what is remembered or a space's code.
    used = {*codes.values(), *catalogue.by_key, *prepared.remembered, *prepared.unsettled}
    pulling = _Pulling(
        prepared=prepared,
        earlier=earlier or {},
        homes=Homes(catalogue, files.venues, prepared.snapshot, units),
        maker=EntryMaker(
            snapshot=prepared.snapshot,
            today=prepared.plan.today,
            files=files,
            lang=lang,
            codes=codes,
            keys=used,
        ),
        units=units,
        bring_back=departed,
    )
    decided = tuple(pulling.all())
    rooms = tuple(item for item in decided if isinstance(item, TakenRoom))
    by_name = (item.pair for item in pulling.asked if item.pair.match is RoomMatch.NAME)
    return Takeover(
        fields=tuple(item for item in decided if isinstance(item, TakenField)),
        rooms=rooms,
        left=tuple(item for item in decided if isinstance(item, Left)),
        found=(
            *(pair.remote for pair in by_name if pair.remote),
            *(room.remote for room in rooms if not room.returns),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pulling:
    """What the decisions of one pull share."""

    prepared: Prepared
    earlier: Mapping[str, Earlier]
    homes: Homes
    maker: EntryMaker
    units: Collection[ServiceUnit]
    bring_back: bool

    @property
    def asked(self) -> tuple[RoomPlan, ...]:
        """The rooms of the service units that are asked for."""
        rooms = self.prepared.plan.rooms
        return tuple(r for r in rooms if not self.units or r.room.service_unit in self.units)

    def all(self) -> _Found:
        """Yield everything that is taken or left, rooms of the catalogue first."""
        plan = self.prepared.plan
        for planned in self.asked:
            yield from self._known(planned)
        lost = self._remembered(plan.unmanaged)
        yield from self._departed((*plan.departed, *lost))
        gone = {item.remote.pk for item in lost}
        others = [remote for remote in plan.unmanaged if remote.pk not in gone]
        names = Counter((remote.venue, _plain(remote.name)) for remote in others)
        for remote in others:
            alone = names[remote.venue, _plain(remote.name)] == 1
            yield from self._unmanaged(remote, alone=alone)
        for item in plan.foreign:
            if self.homes.find(item.remote.venue) is not None:
                yield Left(LeftReason.FOREIGN, remote=item.remote, catalogue=item.catalogue)

    def _known(self, planned: RoomPlan) -> _Found:
        """Yield what is taken of a room of the catalogue."""
        if planned.key in self.prepared.unsettled:
            yield Left(LeftReason.UNSETTLED, planned.key)
            return
        if planned.pair.match in (RoomMatch.LIKELY, RoomMatch.NOT_THERE):
            for twin in planned.pair.candidates:
                yield Left(LeftReason.LIKELY_TWIN, planned.key, twin)
        there = {conflict.path: conflict.before for conflict in planned.conflicts}
        for conflict in planned.conflicts:
            reason = self._why_kept(planned, conflict)
            source = DERIVED_FROM.get(conflict.path, "")
            agrees = source in there and there[source] == conflict.before
            if reason is LeftReason.SPACE and agrees:  # once the room's own field is taken
                continue
            if reason is None:
                yield TakenField(planned.key, conflict.path, conflict.after, conflict.before)
            else:
                yield Left(reason, planned.key, path=conflict.path)
        remote = planned.pair.remote
        if remote is None or "earlier" in planned.room.model_fields_set:
            return
        by_name = planned.pair.match is RoomMatch.NAME
        earlier = self._was(remote) if by_name else self.earlier.get(remote.ext_uuid, Earlier.NONE)
        if earlier is not Earlier.NONE:
            yield TakenField(planned.key, "earlier", Earlier.NONE.value, earlier.value)

    def _why_kept(self, planned: RoomPlan, conflict: FieldChange) -> LeftReason | None:
        """Return why staff's value of a field is not taken, or ``None`` where it is."""
        if conflict.path == PART_OF:
            whole = conflict.before
            known = whole is None or whole in self.prepared.catalogue.by_key
            return None if known else LeftReason.SPACE
        if not conflict.can_be_stated:
            return LeftReason.SPACE
        if conflict.path == "wanted":
            ours = (
                planned.pair.match is RoomMatch.CODE and planned.key not in self.prepared.remembered
            )
            return LeftReason.HALF_MADE if ours and conflict.before == "draft" else None
        reference, today = self.prepared.snapshot.reference, self.prepared.plan.today
        said = reads_back(conflict.path, conflict.before, reference, today)
        return None if said else LeftReason.UNSAYABLE

    def _remembered(self, rooms: Iterable[RemoteRoom]) -> tuple[Departed, ...]:
        """Return rooms that left the catalogue, and are known only by what is remembered.

        Their spaces could not be marked, so that nothing there tells whose they are.
        """
        known = {
            item.pairing.ext_uuid: (key, find_unit(key, item))
            for key, item in self.prepared.remembered.items()
            if key not in self.prepared.catalogue.by_key
        }
        found = ((room, known.get(room.ext_uuid)) for room in rooms)
        return tuple(Departed(one[0], room, one[1]) for room, one in found if one is not None)

    def _departed(self, departed: tuple[Departed, ...]) -> _Found:
        """Yield rooms that left the catalogue: back in it, where that is asked for."""
        keys = {item.key for item in departed} if self.bring_back else set()
        coming = self.prepared.catalogue.by_key.keys() | keys
        for item in sorted(departed, key=self._is_homeless):
            home = self.homes.find_again(item.remote.venue, item.unit)
            if home is None:
                continue
            if item.key in self.prepared.unsettled:
                yield Left(LeftReason.UNSETTLED, item.key, item.remote)
            elif not self.bring_back:
                yield Left(self._why_gone(item.key), item.key, item.remote)
            elif not isinstance(home, Home):
                yield Left(home, item.key, item.remote)
            else:
                self.homes.add(home)
                yield from self._entry(item.remote, home, item.key, coming, returns=True)

    def _why_gone(self, key: str) -> LeftReason:
        """Return why a room has no entry: it was taken out here, or it has never been here."""
        known = key in self.prepared.remembered
        return LeftReason.DEPARTED if known else LeftReason.UNLISTED

    def _is_homeless(self, item: Departed) -> bool:
        """Whether nobody can say yet where a room belongs: others may bring its venue back."""
        return not isinstance(self.homes.find_again(item.remote.venue, item.unit), Home)

    def _unmanaged(self, remote: RemoteRoom, *, alone: bool) -> _Found:
        """Yield a room that only the booking system has."""
        home = self.homes.find(remote.venue)
        if home is None:
            return
        if (key := self.maker.key_of(remote)) is not None:
            yield Left(LeftReason.SAME_KEY, key, remote)
        elif not _plain(remote.name):
            yield Left(LeftReason.NO_NAME, remote=remote)
        elif not alone:
            yield Left(LeftReason.SAME_NAME, remote=remote)
        elif not isinstance(home, Home):
            yield Left(home, remote=remote)
        else:
            key = self.maker.new_key(home, remote.name)
            yield from self._entry(
                remote, home, key, self.prepared.catalogue.by_key.keys(), returns=False
            )

    def _entry(
        self, remote: RemoteRoom, home: Home, key: str, keys: Collection[str], *, returns: bool
    ) -> _Found:
        """Yield a room as an entry, and what of it cannot be said."""
        entry = self.maker.entry(remote, home, key, keys)
        noted = self.earlier.get(remote.ext_uuid, Earlier.NONE)
        earlier = noted if returns else self._was(remote)
        entry |= self.maker.history(remote, home, earlier, ours=returns)
        yield TakenRoom(
            service_unit=home.unit,
            venue=home.venue,
            remote=remote,
            entry=entry,
            earlier=earlier,
            returns=returns,
        )
        for path in self.maker.unsayable(remote):
            yield Left(LeftReason.UNSAYABLE, key, remote, path)
        for path in self.maker.unread(remote, home):
            yield Left(LeftReason.NOT_READ, key, remote, path)

    def _was(self, remote: RemoteRoom) -> Earlier:
        """Return what a room was when it was found: as it was noted first, else as it is now."""
        now = earlier_of(evidence_of_remote(remote))
        return self.earlier.get(remote.ext_uuid, now)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
