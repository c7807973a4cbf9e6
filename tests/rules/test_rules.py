import json
from string import Formatter

import pytest

from varaamo_sync import words
from varaamo_sync.findings import Finding
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.rules import RULES, Example, Rule, check
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.examples import NOW, REGISTER, VENUES, catalogue, reference_of
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import SOUND, a_room, quality_hint
from varaamo_sync.rules.rule_ids import ORDER
from varaamo_sync.sandbox.rules.refusals import CODES
from varaamo_sync.words.files import word_file

EVERY = [pytest.param(rule, id=id) for id, rule in RULES.items()]
PARTS: tuple[words.Part, ...] = ("title", "message", "fix")
PAID = "payment-product-needed"  # of every paid room, so of most examples about prices

NOT_OF_ROOMS = {
    # the request, the session, rights and what is asked for
    "CSRF_FAILURE",
    "MUTATION_VALIDATION_ERROR",
    "NOT_FOUND",
    "CREATE_PERMISSION_DENIED",
    "UPDATE_PERMISSION_DENIED",
    "DELETE_PERMISSION_DENIED",
    "FIELD_PERMISSION_DENIED",
    "FILTER_PERMISSION_DENIED",
    "RESERVATION_UNIT_FIRST_RESERVABLE_DATETIME_NOT_CALCULATED",
    # what only the state in the booking system decides
    "RESERVATION_UNIT_HAS_FUTURE_RESERVATIONS",
    "ACCESS_TYPE_CANNOT_BE_MOVED",
    # pictures: the file itself is checked where it is read
    "empty",
    "invalid_extension",
    "invalid_image",
    # what the model cannot hold: wrong types, absent rows
    "invalid",
    "null",
    # ids of terms: those that the booking system does not have are found by their own rule
    "incorrect_type",
}
NEVER_REACHED = {"RESERVATION_UNIT_PRICINGS_TAX_PERCENTAGE_DISABLED"}


def found(example: Example) -> tuple[Finding, ...]:
    """Check an example in the world of the examples."""
    reference = reference_of(example)
    return check(catalogue(example), now=NOW, reference=reference, venues=VENUES, register=REGISTER)


@pytest.mark.parametrize("rule", EVERY)
def test_bad_example(rule: Rule) -> None:
    """The bad example of a rule breaks that rule and no other."""
    findings = [finding for finding in found(rule.bad) if finding.rule != PAID or rule.id == PAID]

    assert {rule.id} == {finding.rule for finding in findings}
    assert {rule.severity} == {finding.severity for finding in findings}
    assert {(rule.level, rule.code)} == {(finding.level, finding.code) for finding in findings}


@pytest.mark.parametrize("rule", EVERY)
def test_good_example(rule: Rule) -> None:
    """The good example of a rule does not break it, and has no error of another kind."""
    findings = found(rule.good)

    assert rule.id not in {finding.rule for finding in findings}
    assert not [finding for finding in findings if finding.severity == "error"]


def test_sound_room() -> None:
    """The room that the examples are laid over breaks no rule at all."""
    assert () == found(SOUND)


@pytest.mark.parametrize("rule", [each for each in EVERY if each.values[0].of])
def test_a_rule_of_a_part_finds_nothing_without_it(rule: Rule) -> None:
    """A rule that is not asked of rooms without the part would have nothing to say of them."""
    assert rule.of is not None
    assert rule.look is not None
    nothing = {rule.of: {} if rule.of == "unread" else None}
    for example in (rule.bad, rule.good):
        made = catalogue(example)
        rooms = tuple(room.model_copy(update=nothing) for room in made.rooms)
        context = Context(made.model_copy(update={"rooms": rooms}), NOW)
        for place, room in enumerate(rooms):
            assert [] == list(rule.look(RoomView(room, place, context)))


@pytest.mark.parametrize("rule", EVERY)
@pytest.mark.parametrize("lang", LANGS)
def test_texts(rule: Rule, lang: Lang) -> None:
    """Each text of a rule is there in each language and filled by what its findings carry."""
    for finding in found(rule.bad):
        if finding.rule != rule.id:
            continue
        for part in PARTS:
            said = words.text(rule.id, part, lang, finding.params)

            assert said.strip() == said
            assert said


@pytest.mark.parametrize("rule", EVERY)
def test_same_values_in_each_language(rule: Rule) -> None:
    """The languages of a rule's texts speak of the same values."""
    names = {
        lang: {
            name
            for part in ("message", "fix")
            for _, name, _, _ in Formatter().parse(words.rules(lang)[rule.id][part])
            if name
        }
        for lang in LANGS
    }

    assert names["fi"] == names["sv"] == names["en"]
    assert names["fi"] == {name for f in found(rule.bad) if f.rule == rule.id for name in f.params}


@pytest.mark.parametrize("rule", EVERY)
def test_params_are_plain(rule: Rule) -> None:
    """What a finding carries can be written as JSON and starts from a field of the room."""
    for finding in found(rule.bad):
        assert json.loads(json.dumps(dict(finding.params))) == dict(finding.params)
        assert finding.path


def test_no_texts_without_a_rule() -> None:
    """Texts whose rule is gone are gone too."""
    for lang in LANGS:
        assert sorted(ORDER) == sorted(word_file("findings/rules", lang)), lang


def test_sandbox_codes() -> None:
    """Every refusal of a room that the sandbox can answer is foreseen by a rule."""
    assert set() == CODES - {rule.code for rule in RULES.values()} - NOT_OF_ROOMS


def test_codes_are_of_the_api() -> None:
    """No rule foresees an error that the API does not have."""
    codes = {rule.code for rule in RULES.values() if rule.code}

    assert NEVER_REACHED == codes - CODES


@pytest.mark.parametrize("id", ["no-such-rule", "type-missing"])
def test_unknown_or_repeated_id(id: str) -> None:
    """A rule with an unknown id, or with that of another rule, fails where it is written."""
    sample = RULES["type-missing"]
    assert sample.look is not None
    with pytest.raises(ValueError, match=id):
        quality_hint(id, bad=a_room())(sample.look)  # type: ignore[arg-type]


def test_order() -> None:
    """The rules stand in the order of their ids."""
    assert list(ORDER) == list(RULES)
