"""Looking through everything that a push rests on; one thing that is broken hides no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import datetime

from varaamo_sync.booking import ReadRooms, ReadSpaces, ReadUser, ReadVenues, User
from varaamo_sync.capabilities import Capabilities, Feature, capabilities_of
from varaamo_sync.catalogue_files import Reading
from varaamo_sync.errors import PermissionDenied, SessionEnded, VaraamoSyncError
from varaamo_sync.extras import missing_extra
from varaamo_sync.model import Catalogue, Lang
from varaamo_sync.plan import find_doubles
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state import IntentState
from varaamo_sync.store import Store, default_url, is_dead
from varaamo_sync.words import Phrase, Theme, moment
from varaamo_sync_cli.console.errors.error_text import explain_error
from varaamo_sync_cli.console.settings import SESSION, STORE, setting
from varaamo_sync_cli.workspace.access.push_lock import locks_of
from varaamo_sync_cli.workspace.access.targets import (
    Place,
    Use,
    booking_api,
    chosen_system,
    origin_named,
)
from varaamo_sync_cli.workspace.booking.notices import double_line
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder
from varaamo_sync_cli.workspace.health.checks import (
    Check,
    Found,
    State,
    check_reference,
    check_settings,
    check_versions,
)
from varaamo_sync_cli.workspace.health.rooms_there import check_rooms
from varaamo_sync_cli.workspace.state_folder import STATE_FOLDER

line = Theme("commands/doctor")
session_line = Theme("commands/session")


@dataclass(slots=True)
class Doctor:
    """Looks at one part after the other, and keeps for later parts what earlier ones found."""

    place: Place
    now: datetime
    lang: Lang
    _reading: Reading | None = field(default=None, repr=False)
    _catalogue: Catalogue | None = None
    _origin: str | None = None
    _venues: tuple[RemoteVenue, ...] | None = None
    _user: User | None = None
    _session_from: Phrase | str = ""
    _ended: bool = False
    _keyring: list[str] = field(default_factory=list)
    _refused: VaraamoSyncError | None = None
    _store: Store | None = field(default=None, repr=False)

    def checks(self) -> Iterator[Check]:
        """Look at everything, in the order in which one thing rests on another."""
        parts: Mapping[str, Callable[[], Found]] = {
            "versions": lambda: check_versions(self.lang),
            "settings": lambda: check_settings(self.lang),
            "catalogue": self._read_catalogue,
            "reference": lambda: check_reference(self.place.folder, self.now, self.lang),
            "target": self._target,
            "session": self._session,
            "rights": self._rights,
            "doubles": self._doubles,
            "store": self._open_store,
            "rooms": self._rooms,
            "journal": self._journal,
            "lock": self._lock,
        }
        try:
            for name, look in parts.items():
                try:
                    yield Check(name, *look())
                except Exception as error:  # noqa: BLE001  # one broken part must not hide others
                    yield Check(name, *self._fault(missing_extra(error) or error))
        finally:
            if self._store is not None:
                self._store.close()

    def _fault(self, error: Exception) -> Found:
        if not isinstance(error, VaraamoSyncError):
            said = self._say("bug", error=type(error).__name__)
            return State.FAULT, said, self._say("bug_fix")
        problem = explain_error(error, self.lang)[0]
        return State.FAULT, f"{problem.what} {problem.why}".strip(), problem.fix or None

    def _say(self, name: str, **values: object) -> str:
        return line(name, self.lang, **values)

    def _ok(self, name: str, **values: object) -> Found:
        return State.OK, self._say(name, **values), None

    def _hear_of_keyring(self, name: str, **values: object) -> None:
        if name != "keyring_waits":
            said = session_line(name, self.lang, **values)
            self._keyring.append(said[:1].upper() + said[1:])

    def _skip(self, why: str) -> Found:
        return State.SKIPPED, self._say("skipped", why=line(f"check.{why}", self.lang)), None

    def _read_catalogue(self) -> Found:
        reading = self._reading = read_folder(self.place.folder)
        self._catalogue = reading.catalogue
        catalogue = reading.catalogue or Catalogue(id="catalogue.yaml")
        values = {"id": catalogue.id, "rooms": len(catalogue.rooms), "files": len(reading.files)}
        if not reading.findings:
            return self._ok("catalogue", **values)
        count, first = len(reading.findings), reading.findings[0].position
        where = first and first.behind(reading.prefix)
        said = self._say("catalogue_faults", **values, count=count, where=where)
        return State.FAULT, said, self._say("validate_fix")

    def _target(self) -> Found:
        if self.place.choice.sandbox and not self.place.folder.is_dir():
            return self._skip("catalogue")
        catalogue = self._catalogue or Catalogue(id="none")
        self._origin = origin_named(self.place.choice, catalogue)
        if self._origin is None:
            return State.NOTE, self._say("no_target"), self._say("no_target_fix")
        try:
            with booking_api(
                self.place.choice, catalogue, self.place.folder, Use.ASK, tell=self._hear_of_keyring
            ) as api:
                self._venues = api.execute(ReadVenues())
                self._user, self._session_from = api.execute(ReadUser()), api.session_from
                self._ended = api.session is not None and self._user is None
        except (SessionEnded, PermissionDenied) as refused:  # it answered: told as the session's
            self._refused = refused
        venues = "?" if self._venues is None else len(self._venues)
        return self._ok("target", origin=self._origin, venues=venues)

    def _session(self) -> Found:
        if self._refused is not None:
            raise self._refused
        if self._venues is None:
            return self._skip("target")
        if self._ended and self._session_from == SESSION:
            said = self._say("ended_first", how=self._session_from)
            return State.FAULT, said, self._say("ended_first_fix", how=self._session_from)
        if self._user is None:
            name = "ended" if self._ended else "no_session"
            said = self._say(name, how=self._session_from)
            fix = "login_fix" if self._system().has(Feature.KEPT_SESSIONS) else "password_fix"
            return State.NOTE, " ".join((said, *self._keyring)), self._say(fix)
        return self._ok("session", user=self._user.username, how=self._session_from)

    def _rights(self) -> Found:
        if self._user is None or self._venues is None:
            return self._skip("session")
        if self._user.manages_all:
            return self._ok("all_rights")
        if self._catalogue is None:
            return self._skip("catalogue")
        ours = self._our_venues(self._catalogue)
        denied = [venue for venue in ours if venue.pk not in self._user.venues]
        if not denied:
            return self._ok("rights", count=len(ours))
        names = ", ".join(venue.name.get(self.lang) or str(venue.pk) for venue in denied)
        return State.FAULT, self._say("few_rights", venues=names), self._say("rights_fix")

    def _our_venues(self, catalogue: Catalogue) -> list[RemoteVenue]:
        wanted = {room.venue.tprek for room in catalogue.rooms if room.venue.tprek}
        return [venue for venue in self._venues or () if venue.tprek in wanted]

    def _system(self) -> Capabilities:
        catalogue = self._catalogue or Catalogue(id="none")
        return capabilities_of(chosen_system(self.place.choice, catalogue))

    def _doubles(self) -> Found:
        if self._venues is None:
            return self._skip("target")
        if self._catalogue is None:
            return self._skip("catalogue")
        system = self._system()
        if not system.has(Feature.SPACES):
            return self._ok("no_codes", system=system.name)
        venues = tuple(venue.pk for venue in self._our_venues(self._catalogue))
        with booking_api(self.place.choice, self._catalogue, self.place.folder, Use.LOOK) as api:
            spaces, rooms = api.execute(ReadSpaces(venues)), api.execute(ReadRooms(venues))
        prefix = self._catalogue.code("")
        if doubles := find_doubles(prefix, spaces, rooms):
            said = " ".join(double_line(double, self.lang) for double in doubles)
            return State.FAULT, said, self._say("doubles_fix")
        used = {pk for room in rooms for pk in room.spaces}
        keys = (s.code.removeprefix(prefix) for s in spaces if s.pk not in used)
        if half := sorted(key for key in keys if key in self._catalogue.by_key):
            said = self._say("half", count=len(half), rooms=", ".join(half))
            return State.NOTE, said, self._say("half_fix")
        return self._ok("single", count=len(venues))

    def _open_store(self) -> Found:
        url, folder = self.place.store or setting(STORE), self.place.folder / STATE_FOLDER
        if url is None:
            home = folder if folder.exists() else self.place.folder
            if not home.exists():
                return self._skip("catalogue")
            if not (home.is_dir() and os.access(home, os.W_OK)):
                return State.FAULT, self._say("folder", folder=home), self._say("folder_fix")
            if not (folder / "state.db").exists():
                return self._ok("no_store")
            url = default_url(folder)
        self._store = Store(url, looking=True)
        return self._ok("store", where=self._store.where, version=self._store.version)

    def _rooms(self) -> Found:
        if self._venues is None or self._origin is None:
            return self._skip("target")
        if self._catalogue is None or self._reading is None or not self._reading.complete:
            return self._skip("catalogue")
        store, catalogue = self._store, self._catalogue.id
        known = None if store is None else store.state(self._origin, catalogue)
        return check_rooms(self.place, self._reading, known, now=self.now, lang=self.lang)

    def _journal(self) -> Found:
        if self._store is None or self._origin is None or self._catalogue is None:
            return self._skip("store" if self._store is None else "target")
        state = self._store.state(self._origin, self._catalogue.id)
        if unknown := state.intents(IntentState.AMBIGUOUS):
            rooms = ", ".join(sorted({intent.key for intent in unknown}))
            said = self._say("ambiguous", count=len(unknown), rooms=rooms)
            return State.NOTE, said, self._say("ambiguous_fix")
        if left := state.intents(IntentState.OPEN):
            return State.NOTE, self._say("unfinished", count=len(left)), None
        return self._ok("finished")

    def _lock(self) -> Found:
        if self._store is None or self._origin is None or self._catalogue is None:
            return self._skip("store" if self._store is None else "target")
        held = locks_of(self._store, self._origin, self._catalogue.id)
        lasting = [holder for holder in held.values() if holder.expires > self.now]
        if not lasting:
            return self._ok("free")
        holder = next((one for one in lasting if not is_dead(one.process)), lasting[0])
        if is_dead(holder.process):
            return self._ok("left", owner=holder.owner, host=holder.host)
        said = self._say(
            "held",
            owner=holder.owner,
            host=holder.host,
            since=moment(holder.since, self.lang),
            command=holder.command,
        )
        return State.NOTE, said, self._say("held_fix")
