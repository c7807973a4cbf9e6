"""Rules of somebody else's stand beside ours, in every language, and never stop the others."""

import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.make import NOW, catalogue, room
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import Room, ServiceUnit, Wanted
from varaamo_sync.rules import RULES, Context, Hit, OwnRule, check, hit, owner_of
from varaamo_sync.words import text, unnamed_text


def no_contact(one: Room, context: Context) -> Iterator[Hit]:
    """Find rooms that name nobody."""
    if not one.contact:
        yield hit("contact", room=one.key, day=context.today)


def own_rule(look: Callable[..., Any] | None = no_contact, **fields: Any) -> OwnRule:
    """Make a rule."""
    told = {
        "id": "espoo/no-contact",
        "severity": Severity.ERROR,
        "level": Level.PUBLISH,
        "title": "Nobody to ask",
        "message": {"fi": "Tilalla {room} ei ole yhteyshenkilöä.", "en": "{room} has no contact."},
        "fix": "Name somebody.",
        "owner": Owner.COORDINATOR,
        "look": look,
    }
    return OwnRule(**(told | fields))  # type: ignore[arg-type]


def found(*rooms: Room, rules: list[OwnRule], **options: Any) -> list[Any]:
    """Return what some own rules find."""
    made = check(catalogue(*rooms), now=NOW, rules=rules, **options)
    return [one for one in made if "/" in one.rule or one.rule.startswith("own-rule-")]


def test_an_own_rule_finds_like_ours() -> None:
    """Room, unit, path and values are there; of a draft it is a warning; ours stay as they are."""
    rooms = (room("nup-a"), room("nup-b", wanted="draft"))
    first, second = found(*rooms, rules=[own_rule()])
    ours = check(catalogue(*rooms), now=NOW)
    both = check(catalogue(*rooms), now=NOW, rules=[own_rule()])

    assert ("espoo/no-contact", "nup-a", ServiceUnit.NUP, ("contact",), Severity.ERROR) == (
        first.rule, first.key, first.unit, first.path, first.severity
    )  # fmt: skip
    assert Severity.WARNING is second.severity
    assert ours == tuple(one for one in both if one.rule in RULES)
    assert Wanted.DRAFT is rooms[1].wanted
    assert Owner.COORDINATOR is owner_of("espoo/no-contact")


def test_it_takes_settings_select_ignore_level_and_unit() -> None:
    """What chooses among our rules chooses among own ones, too."""
    rules, one = [own_rule()], room("nup-a")

    assert [] == found(one, rules=rules, severities={"espoo/no-contact": "off"})
    softer = found(one, rules=rules, severities={"espoo/no-contact": "warning"})
    assert [Severity.WARNING] == [finding.severity for finding in softer]
    assert [] == found(one, rules=rules, ignore=["espoo/no-contact"])
    assert [] == found(one, rules=rules, select=["type-missing"])
    assert 1 == len(found(one, rules=rules, select=["espoo/no-contact"]))
    assert [] == found(one, rules=rules, level=Level.DRAFT)
    assert [] == found(one, rules=rules, unit=ServiceUnit.KIR)


def test_a_setting_of_a_rule_that_is_there_is_known() -> None:
    """The catalogue may set an own rule; where nobody brings it, that is told."""
    made = catalogue(room("nup-a"), rules={"espoo/no-contact": "warning"})
    without = {finding.rule for finding in check(made, now=NOW)}
    with_it = {finding.rule for finding in check(made, now=NOW, rules=[own_rule()])}

    assert "rule-unknown" in without
    assert "rule-unknown" not in with_it
    with pytest.raises(UsageError):
        check(made, now=NOW, select=["espoo/no-contact"])


def test_it_looks_at_the_catalogue_too() -> None:
    """What is wrong with all of it belongs to no room."""

    def too_few(context: Context) -> Iterator[Hit]:
        yield hit(rooms=len(context.catalogue.rooms))

    (one,) = found(room("nup-a"), rules=[own_rule(None, look_at_catalogue=too_few)])

    assert (None, None, {"rooms": 1}) == (one.key, one.unit, one.params)


def test_its_words_are_told_in_every_language() -> None:
    """A language that it does not speak is told in the next one; values are filled in."""
    (one,) = found(room("nup-a"), rules=[own_rule()])

    assert "nup-a has no contact." == text(one.rule, "message", "en", one.params)
    assert "Tilalla nup-a ei ole yhteyshenkilöä." == text(one.rule, "message", "sv", one.params)
    assert "Tilalla … ei ole yhteyshenkilöä." == unnamed_text(one.rule, "message", "fi")
    assert "Tilalla … ei ole yhteyshenkilöä." == text(one.rule, "message", "fi", {})
    assert "turku/unheard-of" == text("turku/unheard-of", "message", "fi", one.params)


@pytest.mark.parametrize("kind", ["raises", "raises later", "no hits"])
def test_a_broken_rule_is_told_by_name_and_stops_no_other(kind: str) -> None:
    """Others go on; the broken one is told of once, with the room and what was raised."""

    def broken(one: Room, _: Context) -> Any:
        if kind == "no hits":
            return [one.key]
        if kind == "raises later" and one.key == "nup-a":
            return ()
        raise RuntimeError("postgres://user:secret@host")

    rules = [own_rule(broken, id="turku/broken"), own_rule()]
    findings = found(room("nup-a"), room("nup-b"), rules=rules)
    (told,) = [one for one in findings if one.rule == "own-rule-broken-room"]

    assert ["nup-a", "nup-b"] == [one.key for one in findings if one.rule == "espoo/no-contact"]
    assert ("turku/broken", "nup-b" if kind == "raises later" else "nup-a") == (
        told.params["id"], told.params["room"]
    )  # fmt: skip
    assert Severity.ERROR is told.severity
    assert "secret" not in text(told.rule, "message", "en", told.params)
    assert told.key is None


def test_a_rule_that_breaks_at_the_catalogue_is_told() -> None:
    """Without a room to name, the rule alone is named."""

    def broken(_: Context) -> Any:
        raise RuntimeError

    (one,) = found(room("nup-a"), rules=[own_rule(None, look_at_catalogue=broken)])

    assert ("own-rule-broken", "RuntimeError") == (one.rule, one.params["reason"])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"id": "no-contact"}, "is no id"),
        ({"id": "Espoo/contact"}, "is no id"),
        ({"look": None}, "looks at nothing"),
        ({"fix": ""}, "has no fix"),
        ({"title": {}}, "has no title"),
        ({"message": "{room"}, "cannot be filled"),
        ({"message": "{0}"}, "cannot be filled"),
    ],
)
def test_a_rule_that_could_not_be_told_is_refused(wrong: dict[str, Any], told: str) -> None:
    """What is wrong with a rule is found when it is made, not when it finds something."""
    with pytest.raises(ValueError, match=told):
        own_rule(**wrong)


def test_two_rules_of_one_id_and_what_is_no_rule_are_refused() -> None:
    """A baseline or a setting could not tell them apart."""
    with pytest.raises(UsageError, match="espoo/no-contact"):
        found(rules=[own_rule(), own_rule()])
    with pytest.raises(TypeError, match="severities="):
        check(catalogue(), now=NOW, rules={"type-missing": "off"})  # type: ignore[arg-type]


def test_no_rule_of_ours_can_be_taken_for_an_own_one() -> None:
    """Only own rules have a slash."""
    assert not [id for id in RULES if "/" in id]


def test_an_own_rule_travels() -> None:
    """Another process that unpickles it knows its words."""
    assert own_rule() == pickle.loads(pickle.dumps(own_rule()))
