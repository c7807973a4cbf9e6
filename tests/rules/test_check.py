from datetime import datetime
from typing import Any

import pytest

from tests.make import NOW, REFERENCE, catalogue, room
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import Room, ServiceUnit
from varaamo_sync.rules import blocks_draft, blocks_publish, check, unchecked_rules
from varaamo_sync.rules.examples import REGISTER
from varaamo_sync.snapshot import Reference


def found(*rooms: Room, **options: Any) -> list[str]:
    """Return the rules that some rooms break."""
    return [finding.rule for finding in check(catalogue(*rooms), now=NOW, **options)]


def incomplete(key: str = "nup-uusi", **fields: Any) -> Room:
    """Return a room that nobody has described yet, wanted as published."""
    return room(key, complete=False, wanted="published", **fields)


def test_order() -> None:
    """Findings come in the order of the rooms, and of one room in the order of the rules."""
    second = room("b", name={"fi": "Pieni sali", "sv": "Lilla salen", "en": "Hall"}, area=0)
    first = room("a", type=None, name={"fi": "Sali", "en": "Hall"})

    findings = check(catalogue(first, second), now=NOW)

    assert [
        ("a", "name-missing-sv"),
        ("a", "type-missing"),
        ("b", "area-not-positive"),
    ] == [(finding.key, finding.rule) for finding in findings]


def test_catalogue_findings_come_first_and_wide_ones_in_their_room() -> None:
    """What is wrong with settings comes first; a repeated key is told where it is repeated."""
    rooms = (room("a"), room("a", name={"fi": "B", "sv": "C", "en": "D"}, type=None))

    findings = check(catalogue(*rooms), now=NOW, severities={"no-rule": "off"})

    assert [
        (None, "rule-unknown"),
        ("a", "key-duplicate"),
        ("a", "type-missing"),
    ] == [(finding.key, finding.rule) for finding in findings]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.DRAFT, {"draft"}),
        (Level.PUBLISH, {"draft", "publish"}),
        (Level.QUALITY, {"draft", "publish", "quality"}),
    ],
)
def test_level(level: Level, expected: set[str]) -> None:
    """A level looks at itself and at those below it."""
    bare = incomplete(capacity={"min": -1})

    findings = check(catalogue(bare), now=NOW, level=level)

    assert expected == {finding.level.value for finding in findings}


def test_select_and_ignore() -> None:
    """Only chosen rules are looked at, without those left out."""
    chosen = ["type-missing", "price-missing"]

    assert chosen == sorted(found(incomplete(), select=chosen), reverse=True)
    assert ["type-missing"] == found(incomplete(), select=chosen, ignore=["price-missing"])


def test_unknown_rule_is_a_fault_of_the_call() -> None:
    """A rule that does not exist is not silently left out; near names are told."""
    with pytest.raises(UsageError) as raised:
        found(incomplete(), ignore=["type-mising"])

    assert "type-missing" in str(raised.value.fix)


def test_severity_that_does_not_exist() -> None:
    """Severities are off, warning or error."""
    with pytest.raises(UsageError):
        found(incomplete(), severities={"type-missing": "fatal"})


def test_unit() -> None:
    """One service unit's findings are those of its rooms, and of the catalogue itself."""
    rooms = (incomplete("a"), incomplete("b", service_unit="KIR"))
    findings = check(
        catalogue(*rooms), now=NOW, unit=ServiceUnit.KIR, severities={"type-mising": "off"}
    )

    assert {None, "b"} == {finding.key for finding in findings}
    assert {None, ServiceUnit.KIR} == {finding.unit for finding in findings}


def test_catalogue_sets_severities() -> None:
    """Severities come from the catalogue, and from the caller instead where given."""
    made = catalogue(room(capacity=None), rules={"capacity-missing": "error"})

    (own,) = check(made, now=NOW)

    assert Severity.ERROR == own.severity
    assert () == check(made, now=NOW, severities={"capacity-missing": "off"})
    assert Severity.WARNING == check(made, now=NOW, severities={})[0].severity


@pytest.mark.parametrize("setting", ["off", "warning"])
def test_unsafe_setting(setting: str) -> None:
    """Weakening a rule that foresees a refusal of the API is a warning of its own."""
    findings = check(catalogue(), now=NOW, severities={"type-missing": setting}, level=Level.DRAFT)

    assert [("rule-off-unsafe", Severity.WARNING, ("rules", "type-missing"))] == [
        (finding.rule, finding.severity, finding.path) for finding in findings
    ]


def test_safe_setting() -> None:
    """Rules that the API does not share, and stricter severities, may be set freely."""
    rules = {"personal-email": "off", "price-missing": "error", "key-format": "warning"}

    assert [] == found(severities=rules)


def test_wanted_as_draft() -> None:
    """Of a room wanted as a draft, only what keeps it from being a draft is an error."""
    bare = room(complete=False, capacity={"min": -1})
    findings = check(catalogue(bare), now=NOW, severities={"capacity-half": "error"})

    assert {"capacity-negative"} == {f.rule for f in findings if f.severity is Severity.ERROR}
    assert {"type-missing", "price-missing", "capacity-half"} <= {
        f.rule for f in findings if f.severity is Severity.WARNING
    }


def finding(key: str | None, level: Level, severity: Severity = Severity.ERROR) -> Finding:
    """Return a finding of a room."""
    return Finding(rule="type-missing", severity=severity, level=level, key=key)


def test_what_blocks() -> None:
    """Draft-level errors keep a room from being sent, all errors from being published."""
    findings = [
        finding("a", Level.DRAFT),
        finding("b", Level.PUBLISH),
        finding("c", Level.QUALITY),
        finding("d", Level.DRAFT, Severity.WARNING),
        finding(None, Level.DRAFT),
    ]

    assert {"a"} == blocks_draft(findings)
    assert {"a", "b", "c"} == blocks_publish(findings)


def test_unchecked() -> None:
    """Rules that need what is not at hand are named, and not asked."""
    needing = {"type-unknown", "vat-disabled", "venue-unknown", "cancellation-rule-unknown"}

    assert needing <= set(unchecked_rules(None, None))
    assert ("cancellation-rule-unknown",) == unchecked_rules(Reference(), (), REGISTER)
    assert () == unchecked_rules(REFERENCE, (), REGISTER)
    assert "type-unknown" not in found(room(type="Juhlasali"))
    assert "type-unknown" in found(room(type="Juhlasali"), reference=REFERENCE)


def test_rooms_that_exist_may_have_door_codes() -> None:
    """Only a room that is to be made cannot have a door code."""
    coded = room(access=[{"type": "access_code"}])

    assert "access-code-on-create" in found(coded)
    assert "access-code-on-create" not in found(coded, existing=[coded.key])
    assert "access-code-needs-lock" in found(coded, existing=[coded.key])


def test_whether_a_room_exists_is_seen_before_it_is_believed() -> None:
    """That a room was there before the goal counts only where nobody has looked."""
    coded = room(access=[{"type": "access_code"}], earlier="bookable")

    assert ["access-code-needs-lock"] == found(coded)
    assert ["access-code-on-create"] == found(coded, existing=[])


def test_now_has_a_time_zone() -> None:
    """What is in force today cannot be told without a time zone."""
    with pytest.raises(ValueError, match="time zone"):
        check(catalogue(), now=datetime(2027, 1, 1))  # noqa: DTZ001 - that is the point


def test_today_is_that_of_helsinki() -> None:
    """At 22:30 in Greenwich it is tomorrow in Helsinki, also for prices."""
    late = datetime.fromisoformat("2027-01-31T22:30:00+00:00")
    priced = room(pricing=[{"free": True, "from": "2027-02-01"}])

    assert () == check(catalogue(priced), now=late)


def test_what_is_wrong_with_a_venue_is_said_once() -> None:
    """Two rooms of a venue that the service map does not have are one warning, at the first."""
    venue = {"tprek": "demo-013", "name": {"fi": "Caisa"}}
    rooms = [room(key=key, venue=venue, name={"fi": key}) for key in ("a", "b")]
    found = check(
        catalogue(*rooms), now=NOW, register=REGISTER, select=["venue-unknown-in-service-map"]
    )

    assert [("a", ("venue", "tprek"))] == [(one.key, one.path) for one in found]


def test_what_is_to_be_checked_may_be_named_by_texts() -> None:
    """A unit or a level that a query names is that one; where there is none, nothing passes."""
    mixed = catalogue(incomplete(), incomplete("kir-uusi", service_unit=ServiceUnit.KIR))
    given: Any = {"unit": "nupa", "level": "draft"}
    expected = check(mixed, now=NOW, unit=ServiceUnit.NUP, level=Level.DRAFT)

    assert expected == check(mixed, now=NOW, **given)
    assert ["nup-uusi"] == [room.key for room in mixed.of(given["unit"])]
    for wrong in ({"unit": "NUPPI"}, {"level": "drafts"}):
        with pytest.raises(UsageError, match=str(*wrong.values())):
            check(mixed, now=NOW, **wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"usable\(\)"):
        check((), now=NOW)  # type: ignore[arg-type]
