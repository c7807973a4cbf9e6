"""Facts about a Respa that only writing shows: rooms of the trial's own, deleted in the end."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from urllib.parse import quote

from varaamo_sync.conformance.report import (
    Differs,
    Recorder,
    Untestable,
    expect,
    left,
    of_error,
    remark,
    thing,
)
from varaamo_sync.conformance.respa_ways import (
    FAILED,
    GONE,
    INVALID,
    JSON,
    NOT_FOUND,
    OK,
    UNAUTHORIZED,
    Asking,
    as_told,
    expect_object,
    expect_status,
    picture,
    sample,
    things_of,
)
from varaamo_sync.conformance.sample import MARK
from varaamo_sync.errors import RespaError
from varaamo_sync.model import HELSINKI
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Phrase

_STORED = (
    "name",
    "description",
    "reservation_info",
    "need_manual_confirmation",
    "authentication",
    "people_capacity",
    "area",
    "min_period",
    "max_period",
    "slot_size",
    "min_price",
    "max_price",
    "price_type",
    "unit",
)
_OWN_ID = "varaamosync_tarkistus"
_MADE_UP = ".".join((MARK,) * 3)
"""A token that nobody ever gave."""

_MONTH = ("2000-01-01", "2000-01-31")


@dataclass(slots=True)
class RespaTrial:
    """Writes to one unit.

    Attributes:
        asking: Asks the Respa.
        recorder: Where what is found goes.
        unit: Id of the unit.
        now: The moment, with time zone.
        left: What could not be taken away again.
    """

    asking: Asking
    recorder: Recorder
    unit: str
    now: datetime
    left: list[Phrase]
    _made: list[str] = field(default_factory=list)
    _body: JSON = field(default_factory=dict)

    def write(self) -> None:
        """Add, change, delete and restore rooms of the unit."""
        check, api = self.recorder.check, self.asking.api
        with check("respa-dead-login"):
            expect_status(UNAUTHORIZED, api.ask("GET", "unit/", token=_MADE_UP))
        with check("respa-login"):
            expect_status(OK, api.ask("GET", "unit/", login=True))
        if not self.recorder.held("respa-login"):
            return
        stamp = self.now.astimezone(HELSINKI).strftime("%Y-%m-%d %H.%M.%S")
        try:
            with check("respa-needs"):
                self._body = sample(self.unit, f"{MARK} {stamp}", things_of(self.asking))
                self._check_needs()
            with check("respa-own-id"):
                self._check_own_id()
            room = self._create()
            if room is not None:
                self._check_identity(room)
                self._check_changes(room)
                self._check_parts(room)
                self._check_deletion(room)
        finally:
            self._clear()

    def _check_needs(self) -> None:
        for part in ("images", "type", "purposes", "unit"):
            lacking = {name: value for name, value in self._body.items() if name != part}
            found = self._refusal(lacking)
            expect([part], list(found), thing("respa-refused"))

    def _refusal(self, body: JSON) -> JSON:
        answer = self.asking.api.ask("POST", "resource/new/", body, login=True)
        self._note(answer[1])
        return expect_object(INVALID, answer)

    def _note(self, made: object) -> None:
        """Remember a room that was made, also one that should not have been."""
        if isinstance(made, dict) and isinstance(made.get("id"), str):
            self._made.append(made["id"])

    def _check_own_id(self) -> None:
        body = {**self._body, "id": _OWN_ID}
        answer = self.asking.api.ask("POST", "resource/new/", body, login=True)
        self._note(answer[1])
        expect_status(FAILED, answer)
        status, _ = self.asking.api.ask("GET", f"resource/{_OWN_ID}/", login=True)
        expect(NOT_FOUND, status, thing("respa-answer"))

    def _create(self) -> JSON | None:
        with self.recorder.check("respa-stored"), as_told():
            if not self.recorder.held("respa-needs"):
                raise Untestable("respa-needs-differ")
            room = self.asking.create(self._body)
            self._note(room)
            for name in _STORED:
                expect(self._body[name], room[name], name)
            return room
        return None

    def _check_identity(self, room: JSON) -> None:
        check, asking = self.recorder.check, self.asking
        with check("respa-twice"), as_told():
            second = asking.create(self._body)
            self._note(second)
            if second["id"] == room["id"]:
                raise Differs("respa-same-id", id=room["id"])
        with check("respa-found-again"), as_told():
            name = self._body["name"]["fi"]
            rows = self._rows_named(name)
            found = {row["id"] for row in rows if row["name"]["fi"] == name and row["created_at"]}
            expect(True, set(self._made) <= found, thing("respa-found"))
        with check("respa-hidden"):
            expect_status(NOT_FOUND, asking.api.ask("GET", f"resource/{quote(room['id'])}/"))
        with check("respa-external"), as_told():
            expect(True, room["is_external"], thing("respa-external"))

    def _check_changes(self, room: JSON) -> None:
        check, asking, id = self.recorder.check, self.asking, room["id"]
        with check("respa-kept"), as_told():
            changed = asking.change(id, {"people_capacity": 9})
            expect(9, changed["people_capacity"], "people_capacity")
            for name in _STORED:
                if name != "people_capacity":
                    expect(room[name], changed[name], name)
        with check("respa-put"), as_told():
            changed = asking.change(id, {"people_capacity": 5}, "PUT")
            expect((5, room["name"]), (changed["people_capacity"], changed["name"]), "name")
        with check("respa-unknown"), as_told():
            changed = asking.change(id, {"peopleCapacity": 3, "created_at": _MONTH[0]})
            found = changed["people_capacity"], changed["created_at"]
            expect((5, room["created_at"]), found, "created_at")
        with check("respa-languages"):
            path = f"resource/{quote(id)}/update/"
            lacking = {"name": {"fi": MARK, "en": MARK}}
            refused = asking.api.ask("PATCH", path, lacking, login=True)
            expect(["name"], list(expect_object(INVALID, refused)), thing("respa-refused"))
        with check("respa-comma"), as_told():
            changed = asking.change(id, {"name": {"fi": MARK, "sv": MARK}})
            expect({"fi": MARK, "sv": MARK}, changed["name"], "name")

    def _check_parts(self, room: JSON) -> None:
        check, asking, id = self.recorder.check, self.asking, room["id"]
        with check("respa-pictures"), as_told():
            twice = asking.change(id, {"images": [picture("other")]})["images"]
            expect(2, len(twice), thing("respa-pictures"))
            gone = {**picture("other"), "remove": True, "stamp": twice[1]["stamp"]}
            once = asking.change(id, {"images": [gone]})["images"]
            expect([twice[0]["stamp"]], [one["stamp"] for one in once], thing("respa-pictures"))
        with check("respa-periods"), as_told():
            day = {"weekday": 0, "opens": "09:00", "closes": "10:00"}
            period = {"start": _MONTH[0], "end": _MONTH[1], "name": MARK, "days": [day]}
            path = f"resource/{quote(id)}/update/"
            refused = asking.api.ask("PATCH", path, {"periods": [period]}, login=True)
            expect_status(INVALID, refused)
            asking.change(id, {"periods": [{**period, "id": 0}]})
            asked = f"start={_MONTH[0]}&end={_MONTH[1]}"
            days = asking.read(f"resource/{quote(id)}/?{asked}", login=True)["opening_hours"]
            expect([], [one["date"] for one in days if one["opens"]], thing("respa-days"))

    def _check_deletion(self, room: JSON) -> None:
        check, asking, id = self.recorder.check, self.asking, room["id"]
        with check("respa-deleted"):
            expect(GONE, asking.delete(id), thing("respa-answer"))
            path = f"resource/{quote(id)}/"
            expect_status(NOT_FOUND, asking.api.ask("GET", path, login=True))
        if not self.recorder.held("respa-deleted"):
            return
        with check("respa-restored"), as_told():
            answer = asking.api.ask("POST", "resource/restore/", {"id": id}, login=True)
            back = expect_object(OK, answer)
            expect((False, False), (back["public"], back["reservable"]), thing("respa-restored"))
        with check("respa-absent"):
            expect(FAILED, asking.delete(f"{id}x"), thing("respa-answer"))
            body = {"id": f"{id}x"}
            absent = asking.api.ask("POST", "resource/restore/", body, login=True)
            expect_status(NOT_FOUND, absent)

    def _clear(self) -> None:
        """Delete what was made, and what an earlier run left behind."""
        try:
            for id in dict.fromkeys([*self._made, *self._strays()]):
                status = self.asking.delete(id)
                if status not in (GONE, FAILED):  # a 500 says that it is gone already
                    self.left.append(left("respa-room", id=id, why=remark("status", status=status)))
        except (RespaError, Differs) as error:
            why = of_error(error) if isinstance(error, RespaError) else error.remark
            self.left.append(left("respa-rooms", mark=MARK, why=why))

    def _strays(self) -> list[str]:
        named = [(row, (row.get("name") or {}).get("fi")) for row in self._rows_named(MARK)]
        return [str(row.get("id")) for row, name in named if str(name).startswith(MARK)]

    def _rows_named(self, name: str) -> list[JSON]:
        path = f"resource/?unit={quote(self.unit)}&search={quote(name)}"
        return self.asking.rows(path, login=True)
