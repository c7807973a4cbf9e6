"""How ready rooms and service units are follows from what was found, and from nothing else."""

from pathlib import Path

from tests.make import NOW, catalogue, room
from varaamo_sync.catalogue_files import init_catalogue, read_catalogue, read_rooms
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import ServiceUnit
from varaamo_sync.rules import Ready, check, readiness


def test_each_room_is_in_one_state_and_each_unit_counts_its_rooms() -> None:
    """An error holds a room back, a wish for a draft leaves it one, and all else is ready."""
    made = catalogue(
        room("nup-ready"),
        room("nup-waits", complete=False, wanted="published"),
        room("nup-draft", wanted="draft"),
        room("kir-ready", service_unit="KIR"),
    )
    told = readiness(made, check(made, now=NOW))
    states = {key: one.state for key, one in told.rooms.items()}

    assert {
        "nup-ready": Ready.READY,
        "nup-waits": Ready.WAITING,
        "nup-draft": Ready.DRAFT,
        "kir-ready": Ready.READY,
    } == states
    assert [ServiceUnit.KIR, ServiceUnit.NUP] == [one.unit for one in told.units]
    nup = told.units[1]
    assert (3, 1, 1, 1, 0) == (nup.rooms, nup.ready, nup.waiting, nup.drafts, nup.unread)
    assert 3 == len(told.of(ServiceUnit.NUP))
    assert nup.findings == sum(len(one.findings) for one in told.of(ServiceUnit.NUP)) > 0


def test_a_room_that_could_not_be_read_is_there_and_unread() -> None:
    """Its findings are with it, and its unit counts it; what is of no room is general."""
    rows = [{"key": "nup-x", "name": {"fi": "X"}, "service_unit": "NUP", "venue": {}, "area": "x"}]
    reading = read_rooms(rows, id="demo")
    general = Finding(rule="x", severity=Severity.ERROR, level=Level.DRAFT)
    told = readiness(reading.usable(), [*reading.findings, general])

    assert Ready.UNREAD is told.rooms["nup-x"].state
    assert ["value-whole"] == [finding.rule for finding in told.rooms["nup-x"].findings]
    assert [(ServiceUnit.NUP, 1, 1)] == [(one.unit, one.rooms, one.unread) for one in told.units]
    assert (general,) == told.general


def test_a_new_catalogue_is_all_drafts(tmp_path: Path) -> None:
    """What ``init`` makes is wanted as drafts."""
    init_catalogue(tmp_path / "new")
    made = read_catalogue(tmp_path / "new").usable()
    told = readiness(made, check(made, now=NOW))

    assert {Ready.DRAFT} == {one.state for one in told.rooms.values()}
