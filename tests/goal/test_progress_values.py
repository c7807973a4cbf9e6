import json

from tests.cli.test_contracts import contract
from tests.make import NOW, catalogue, remote, room, snapshot, space
from varaamo_sync.goal import progress
from varaamo_sync.model import Coverage


def test_progress_goes_out_as_json() -> None:
    """Counts, and the rooms behind them, are as the schema says; what is missing is said."""
    rooms = catalogue(room("nup-1"), room("nup-2"))
    seen = snapshot([remote(1)], [space(1, "demo:nup-1")])
    read = progress(rooms, seen).as_dict("sv")
    unread = progress(rooms.resting_on(Coverage(whole=False)), None).as_dict()

    for told in (read, unread):
        contract("progress").validate(json.loads(json.dumps(told)))
    assert (1, 1, 2) == tuple(read["units"]["NUP"][name] for name in ("ready", "prepared", "total"))
    assert [("nup-1", "ready", 1), ("nup-2", "prepared", None)] == [
        (told["room"], told["stage"], told["pk"]) for told in read["rooms"]
    ]
    assert NOW.isoformat() == read["taken"]
    assert (None, False) == (unread["taken"], unread["complete"])
