import ast
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.make import NOW, REFERENCE, catalogue, remote, room, snapshot, space
from varaamo_sync.capabilities import (
    RESPA,
    SYSTEMS,
    VARAAMO,
    Capabilities,
    Feature,
    capabilities_of,
)
from varaamo_sync.goal import Reason, Stage, progress
from varaamo_sync.model import LANGS, Lang, PriceUnit, Room
from varaamo_sync.plan import Action, RoomMatch, make_plan, pair
from varaamo_sync.rules import RULES, check
from varaamo_sync.snapshot import RemoteRoom, ReservationState, Snapshot
from varaamo_sync.state.records import Pairing, RoomState
from varaamo_sync.stored_form import bare_price, stated_values
from varaamo_sync.words import Theme, speak_of

ROOT = Path(__file__).parents[1]
IN_RESPA = replace(REFERENCE, capabilities=RESPA)
ALLOWED = ("varaamo_sync/capabilities.py", "varaamo_sync/respa/", "varaamo_sync/sandbox/")


def keyless(*rooms: RemoteRoom, **fields: Any) -> Snapshot:
    """Return what a Respa showed: no space is there, and no room is in one."""
    bare = tuple(replace(each, spaces=()) for each in rooms)
    return snapshot(bare, reference=IN_RESPA, **fields)


def whole(key: str = "nup-sali", **fields: Any) -> Room:
    """Return a room that has all that Respa demands."""
    demanded: dict[str, Any] = {
        "instructions": {"confirmed": {"fi": "Ovi on auki.", "sv": "Öppen.", "en": "Open."}},
        "images": [{"file": "sali.jpg"}],
        "purposes": ["Juhlat"],
        "booking": {"interval": "30 min", "min": "1 h", "max": "4 h"},
    }
    return room(key, **(demanded | fields))


def test_every_system_declares_itself() -> None:
    """A target can name exactly the systems that declare what they can do."""
    assert list(SYSTEMS) == [capabilities_of(name).system for name in SYSTEMS]


def test_every_feature_decides_something() -> None:
    """A feature that nothing asks for would promise what nobody keeps."""
    sources = [file.read_text("utf-8") for file in _sources()]

    unasked = [each for each in Feature if not any(f"Feature.{each.name}" in s for s in sources)]
    assert [] == unasked


def test_nothing_asks_which_system_it_is() -> None:
    """Outside an adapter and the capabilities nothing compares the name of a system."""
    asking = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in _sources()
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Compare | ast.Match) and _names_a_system(node)
    ]

    assert [] == asking


def _sources() -> Iterator[Path]:
    for folder in ("varaamo_sync", "cli/varaamo_sync_cli"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if not str(file.relative_to(ROOT)).startswith(ALLOWED):
                yield file


def _names_a_system(node: ast.AST) -> bool:
    def named(part: ast.AST) -> bool:
        is_name = isinstance(part, ast.Constant) and part.value in SYSTEMS
        return is_name or (isinstance(part, ast.Attribute) and part.attr == "system")

    return any(named(part) for part in ast.walk(node))


def test_rules_of_varaamo_are_silent_elsewhere() -> None:
    """What only Varaamo asks for is no finding where another system is written to."""
    wanted = catalogue(
        whole(
            wanted="published",
            pricing=[{"lowest": 10, "highest": 20}],
            access=[{"type": "unrestricted"}, {"type": "physical_key"}],
            booking={"interval": "1 h", "min": "1 h 30 min", "max": "3 h"},
        )
    )

    there = {found.rule for found in check(wanted, now=NOW, reference=REFERENCE)}
    elsewhere = {found.rule for found in check(wanted, now=NOW, reference=IN_RESPA)}

    assert {"price-vat-missing", "access-duplicate-date", "duration-min-interval"} <= there
    assert {"field-not-kept"} == elsewhere


def test_what_a_system_demands_keeps_a_new_room_back() -> None:
    """A room without a picture or a language is not sent to a system that refuses it."""
    lacking = whole(images=None, name={"fi": "Sali", "sv": "Sal"})

    found = [
        f for f in check(catalogue(lacking), now=NOW, reference=IN_RESPA) if f.severity == "error"
    ]

    (finding,) = found
    assert ["images", "name.en"] == finding.params["fields"]
    assert "draft" == finding.level


def test_a_room_that_is_there_needs_no_picture() -> None:
    """What is demanded only when a room is made is not asked of one that is there."""
    bare = whole(images=None)

    found = check(catalogue(bare), now=NOW, reference=IN_RESPA, existing=["nup-sali"])

    assert [] == [finding for finding in found if finding.severity == "error"]


def test_only_kept_fields_are_compared() -> None:
    """Of a price only what the system keeps is sent, and fields without a place are left out."""
    wanted = whole(
        equipment=["Piano"],
        pricing=[{"lowest": 10, "highest": 20, "vat": Decimal("25.5"), "payment": "online"}],
    )

    values = stated_values(wanted, IN_RESPA, NOW.date())

    assert "equipment" not in values
    assert (bare_price(Decimal(10), Decimal(20), PriceUnit.PER_HOUR),) == values["pricing"]


def test_a_price_for_a_unit_that_is_not_known_there_is_not_sent() -> None:
    """A price per half hour would be another price per hour."""
    wanted = whole(pricing=[{"lowest": 10, "highest": 20, "vat": 0, "unit": "per_30_min"}])

    values = stated_values(wanted, IN_RESPA, NOW.date())
    found = check(catalogue(wanted), now=NOW, reference=IN_RESPA, select=["field-not-kept"])

    assert "pricing" not in values
    assert ("pricing", "unit") in [finding.path for finding in found]


def test_pairing_without_keys_rests_on_what_is_remembered() -> None:
    """Where no code can stand, a room is the one that was remembered, and else none by guess."""
    known = {"nup-sali": Pairing(5, "uuid-5")}
    wanted = catalogue(whole(name={"fi": "Uusi nimi", "sv": "Nytt", "en": "New"}))

    there = pair(wanted, keyless(remote(5, name="Vanha")), known)["nup-sali"]
    gone = pair(wanted, keyless(), known)["nup-sali"]
    unseen = pair(wanted, keyless(logged_in=False), known)["nup-sali"]

    assert (RoomMatch.STORE, 5) == (there.match, there.remote and there.remote.pk)
    assert RoomMatch.VANISHED is gone.match
    assert RoomMatch.HIDDEN is unseen.match


def test_an_imported_room_is_known_by_its_key() -> None:
    """Where no code can stand, a key that is a room's identity there tells the room."""
    wanted = catalogue(whole("uuid-5", name={"fi": "Uusi", "sv": "Ny", "en": "New"}))

    found = pair(wanted, keyless(remote(5, name="Vanha")))["uuid-5"]

    assert (RoomMatch.CODE, 5) == (found.match, found.remote and found.remote.pk)


def test_a_new_room_gets_no_space_where_there_are_none() -> None:
    """A system without spaces is sent nothing of them, and publishing does not wait for one."""
    made = make_plan(catalogue(whole(wanted="published")), keyless(), now=NOW)

    (planned,) = made.rooms
    assert (Action.CREATE, {}, False) == (planned.action, planned.derived, planned.draft)


def test_departed_rooms_are_known_by_memory() -> None:
    """Without codes a room has left when its key has and what is remembered still proves it."""
    known = {"nup-vanha": RoomState(Pairing(5, "uuid-5"), {"service_unit": "NUP"})}

    made = make_plan(catalogue(whole()), keyless(remote(5, name="Muu")), now=NOW, remembered=known)

    assert ["nup-vanha"] == [item.key for item in made.departed]


@pytest.mark.parametrize("capabilities", [RESPA, VARAAMO], ids=lambda each: each.system)
def test_archived_by_us_and_back_in_the_catalogue(capabilities: Capabilities) -> None:
    """Where archiving can be undone the room is brought back; elsewhere a person decides."""
    known = {"nup-sali": RoomState(Pairing(5, "uuid-5", 7), {"name.fi": "Sali", "area": 3})}
    reference = replace(REFERENCE, capabilities=capabilities)
    spaces = () if capabilities is RESPA else (space(7, "demo:nup-sali"),)
    seen = snapshot((), spaces, reference=reference)

    made = make_plan(
        catalogue(whole(wanted="published", area=4)),
        seen,
        now=NOW,
        remembered=known,
        archived={"nup-sali": NOW},
    )

    (planned,) = made.rooms
    expected = Action.RESTORE if capabilities is RESPA else Action.CONFLICT
    assert expected is planned.action
    if expected is Action.RESTORE:
        assert planned.draft is False
        assert "area" in [change.path for change in planned.changes]
        assert "name.fi" not in [change.path for change in planned.changes]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (ReservationState.VIEW_ONLY, Reason.VIEW_ONLY),
        (ReservationState.BOOKED_ELSEWHERE, Reason.BOOKED_ELSEWHERE),
    ],
)
def test_shown_and_not_bookable(state: ReservationState, reason: Reason) -> None:
    """A room that is only shown, or booked on another page, is in progress, with its reason."""
    shown = remote(5, name="Sali", reservation=state)

    (item,) = progress(catalogue(whole(name={"fi": "Sali"})), keyless(shown)).rooms

    assert (Stage.IN_PROGRESS, reason) == (item.stage, item.reason)


def test_a_draft_that_is_not_shown_is_in_progress() -> None:
    """Who is not logged in sees no draft; one that is remembered is not taken for missing."""
    known = {"nup-sali": Pairing(5, "uuid-5")}

    (item,) = progress(catalogue(whole()), keyless(logged_in=False), known).rooms

    assert (Stage.IN_PROGRESS, Reason.DRAFT) == (item.stage, item.reason)


@pytest.mark.parametrize("lang", LANGS)
def test_words_name_the_system(lang: Lang) -> None:
    """Sentences name the system that is spoken to, in every form of its name."""
    plan = Theme("commands/plan")

    with speak_of(RESPA.forms):
        said = plan("way_ours", lang, command="x") + plan("differing_head", lang, count=1)

    assert "Varaamo" not in said
    assert ("Respaan" if lang == "fi" else "Respa") in said
    assert "Varaamo" in plan("differing_head", lang, count=1)


def test_every_rule_that_asks_is_one_of_varaamos() -> None:
    """A rule asks for a feature that some system lacks, or it need not ask."""
    asked = {rule.asks for rule in RULES.values()} - {None}

    assert asked <= (VARAAMO.features ^ RESPA.features)
