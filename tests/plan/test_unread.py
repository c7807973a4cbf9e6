"""What nobody could read of a form is never sent, and its room is never published."""

from __future__ import annotations

import pytest

from tests.make import NOW, REFERENCE, TODAY, catalogue, room
from tests.plan.making import kept, matching_space, only, plan, shape
from tests.plan.test_three_ways import DRAFT
from varaamo_sync.model import readable_room
from varaamo_sync.plan import Action, wanted_space
from varaamo_sync.rules import blocks_publish, check
from varaamo_sync.stored_form import stated_values

STATED = {
    "area": 50,
    "purposes": ["Juhlat"],
    "equipment": ["Piano"],
    "contact": "toimisto",
    "search_terms": ["juhlat"],
    "terms": {"payment": "maksuehto-1"},
    "instructions": {"pending": {"fi": "Odota."}},
    "publish": {"from": "2027-01-01 08:00"},
    "booking": {
        "kind": "direct", "interval": "30 min", "min": "1 h", "max": "4 h", "handling": True,
        "window": {"min_days": 1, "max_days": 90}, "login": "strong",
    },
}  # fmt: skip
FIELDS = sorted(set(stated_values(room(**STATED), REFERENCE, TODAY)) - {"wanted"})


@pytest.mark.parametrize("path", FIELDS)
def test_an_unread_field_is_never_sent(path: str) -> None:
    """Whatever the field: it is not sent, though an older value stands beside the words."""
    planned = only(plan(room(**STATED, unread={path: "ks. liite"})))

    assert set(FIELDS) - {path} == set(planned.values)


@pytest.mark.parametrize("path", ["pricing", "pricing.vat", "pricing.0.lowest"])
def test_a_price_is_sent_whole_or_not_at_all(path: str) -> None:
    """Of a price with an unread part nothing is sent: the rest of it says something else."""
    planned = only(plan(room(unread={path: "hinnasto"})))

    assert "pricing" not in planned.values
    assert (Action.CREATE, None) == (planned.action, planned.draft)


def test_what_follows_from_an_unread_field_is_not_sent_either() -> None:
    """The space of a room repeats its area and its capacity, but not the unread ones."""
    made = only(plan(room(area=50, unread={"area": "mitataan", "capacity.max": "sovitaan"})))

    space = wanted_space(made.room)
    assert not {"space.area", "space.max_persons"} & set(space)


def test_pictures_that_could_not_be_read_are_not_sent() -> None:
    """A room without its unread pictures is made all the same."""
    images = [{"file": "a.jpg"}]

    assert (0,) == only(plan(room(images=images))).images
    assert () == only(plan(room(images=images, unread={"images": "kuva 3"}))).images


def test_a_room_with_an_unread_field_is_made_as_a_draft() -> None:
    """Nothing that was checked, or not checked, publishes it."""
    made = room(unread={"pricing": "hinnasto"}, pricing=None)
    findings = check(catalogue(made), now=NOW, reference=REFERENCE)

    for planned in (only(plan(made, findings=findings)), only(plan(made))):
        assert (Action.CREATE, None) == (planned.action, planned.draft)
        assert "field-unread" in planned.withheld


def test_switching_the_rule_off_publishes_nothing() -> None:
    """The setting silences the finding; the room stays a draft until a person has answered."""
    wanted = catalogue(room(unread={"type": "ks."}), rules={"field-unread": "off"})
    findings = check(wanted, now=NOW, reference=REFERENCE)

    planned = only(plan(*wanted.rooms, findings=findings))
    assert planned.draft is None
    assert ("field-unread",) == planned.withheld


def test_a_published_room_is_left_as_it_is() -> None:
    """Words that nobody could read neither hide a room that is shown, nor change it."""
    made = room(unread={"pricing": "hinnasto"}, area=70)
    planned = only(plan(made, remotes=[kept()], spaces=[matching_space()]))

    assert (Action.NOTHING, [], []) == shape(planned)
    assert planned.draft is None


def test_unread_wishes_change_nothing() -> None:
    """Whether a room is to be shown is itself a field that may be unread."""
    for there in (kept(), kept(**DRAFT)):
        made = room(wanted="draft", unread={"wanted": "sovitaan"})
        planned = only(plan(made, remotes=[there], spaces=[matching_space()]))
        assert planned.draft is None


def test_a_draft_gets_the_other_fields() -> None:
    """What could be read is sent, into a draft."""
    made = room(type="Kokoustila", unread={"pricing": "hinnasto"})
    planned = only(plan(made, remotes=[kept(**DRAFT)], spaces=[matching_space()]))

    assert (Action.UPDATE, ["type"], []) == shape(planned)
    assert planned.draft is None


def test_one_finding_for_one_field() -> None:
    """An unread price is not said to be missing, too; other rooms' prices are."""
    rooms = (
        room("a", unread={"pricing": "hinnasto"}, pricing=None),
        room("b", pricing=None),
    )
    found = check(catalogue(*rooms), now=NOW, select={"field-unread", "price-missing"})

    assert [("field-unread", "a"), ("price-missing", "b")] == [(f.rule, f.key) for f in found]
    assert {"a", "b"} == blocks_publish(found)


def test_rules_see_what_is_sent() -> None:
    """Half a price that is not sent keeps no draft from being sent."""
    half = [{"lowest": 5, "highest": 5}]
    found = check(catalogue(room(pricing=half, unread={"pricing.vat": "?"})), now=NOW)

    assert ["field-unread"] == [finding.rule for finding in found]


def test_nothing_is_lost_of_the_room() -> None:
    """What is left out of the view is still in the room, and the room without words is itself."""
    unread = room(area=50, unread={"area": "mitataan"})

    assert (50, None) == (unread.area, readable_room(unread).area)
    assert room() == readable_room(room())


def test_rooms_can_be_kept_in_sets() -> None:
    """A room is a value with a hash, unread fields or not."""
    unread = room(unread={"area": "mitataan"})

    assert {room(), unread} == {unread, room(), room()}
