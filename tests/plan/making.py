"""What the booking system holds after a push, for tests of plans."""

from typing import Any

from tests.make import NOW, REFERENCE, TODAY, catalogue, remote, room, snapshot, space
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.plan import Action, Plan, RoomPlan, make_plan
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.state.records import Pairing, RoomState
from varaamo_sync.stored_form import stated_values

CODE = "demo:nup-sali"


def kept(pk: int = 5, *, made: Any = None, **fields: Any) -> RemoteRoom:
    """Return the remote room that a push of ``made`` would have left."""
    values = stated_values(made or room(), REFERENCE, TODAY)
    return remote(pk, values=values | fields.pop("values", {}), **fields)


def matching_space(pk: int = 5, **fields: Any) -> Any:
    """Return the space that a push of the standard room would have left."""
    name = {"fi": "Sali", "sv": "Sal", "en": "Hall"}
    return space(pk, **({"code": CODE, "name": name, "max_persons": 100} | fields))


def plan(
    *rooms: Any, spaces: Any = (), remotes: Any = (), venues: Any = None, **options: Any
) -> Plan:
    """Plan some rooms against a snapshot."""
    there = snapshot(remotes, spaces, **({"venues": venues} if venues else {}))
    return make_plan(catalogue(*rooms), there, now=NOW, **options)


def broken(rule: str, level: Level, key: str = "nup-sali") -> Finding:
    """Return an error of a room."""
    return Finding(rule=rule, severity=Severity.ERROR, level=level, key=key)


def shape(planned: RoomPlan) -> tuple[Action, list[str], list[str]]:
    """Return what a room's plan does, and which fields it changes and keeps."""
    changes = [change.path for change in planned.changes]
    return planned.action, changes, [change.path for change in planned.conflicts]


def only(made: Plan) -> RoomPlan:
    """Return the one room of a plan."""
    (planned,) = made.rooms
    return planned


def remembered(**applied: Any) -> dict[str, RoomState]:
    """Return the memory of the standard room, with some applied values replaced."""
    values = dict(stated_values(room(), REFERENCE, TODAY)) | {"wanted": "published"}
    return {"nup-sali": RoomState(Pairing(5, "uuid-5", 5), values | applied)}
