"""Signs that do something where a text is shown are found wherever a catalogue holds a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clock import now
from tests.rules.test_texts import rules_of
from varaamo_sync.rules import check
from varaamo_sync.rules.examples import catalogue
from varaamo_sync.rules.rule import Example, Fields

CONTROL = [chr(n) for n in (*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029)]
TURNING = list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
PLACES: dict[str, Fields] = {
    "name.fi": {"name": {"fi": "a{}b"}},
    "name.en": {"name": {"en": "a{}b"}},
    "description.sv": {"description": {"sv": "a{}b"}},
    "instructions.pending.fi": {"instructions": {"pending": {"fi": "a{}b"}}},
    "contact": {"contact": "a{}b"},
    "search_terms": {"search_terms": ["x", "a{}b"]},
    "venue.name.fi": {"venue": {"tprek": "demo-001", "name": {"fi": "a{}b"}}},
    "venue.address": {"venue": {"tprek": "demo-001", "address": "a{}b"}},
    "pricing.0.material.fi": {"pricing": [{"free": True, "material": {"fi": "a{}b"}}]},
}
GOAL: dict[str, Fields] = {
    "goal.name.fi": {"name": {"fi": "a{}b"}},
    "goal.notes.NUP": {"notes": {"NUP": "a{}b"}},
    "goal.risks.0.mitigation.sv": {"risks": [{"name": {"fi": "r"}, "mitigation": {"sv": "a{}b"}}]},
    "goal.milestones.0.name.fi": {"milestones": [{"name": {"fi": "a{}b"}}]},
}


def written(fields: object, sign: str) -> object:
    """Return fields with a sign in their marked text."""
    if isinstance(fields, str):
        return fields.replace("{}", sign)
    if isinstance(fields, list):
        return [written(item, sign) for item in fields]
    if isinstance(fields, dict):
        return {name: written(item, sign) for name, item in fields.items()}
    return fields


def found(example: Example, rule: str) -> list[object]:
    """Return the fields in which a rule finds something."""
    findings = check(catalogue(example), now=now(), select=[rule])
    return [(finding.params["field"], finding.params["sign"]) for finding in findings]


@pytest.mark.parametrize("place", [*PLACES, *GOAL])
@given(control=st.sampled_from(CONTROL), turning=st.sampled_from(TURNING))
def test_a_sign_is_found_in_every_text(place: str, control: str, turning: str) -> None:
    """Control signs by one rule, turning marks by another, each named by its number."""
    for sign, rule in ((control, "text-control-signs"), (turning, "text-direction-marks")):
        if place in PLACES:
            example = Example((written(PLACES[place], sign),))  # type: ignore[arg-type]
        else:
            example = Example(goal=written(GOAL[place], sign))  # type: ignore[arg-type]

        assert [(place, f"U+{ord(sign):04X}")] == found(example, rule)


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\t"])
def test_a_name_is_one_line_and_a_description_may_be_several(sign: str) -> None:
    """Ends of lines and tabulators belong to long texts, and around a name they are no part."""
    name = {"name": {"fi": f"a{sign}b"}}
    around = {"name": {"fi": f"ab{sign}"}}

    assert "text-control-signs" in rules_of(**name)
    assert "text-control-signs" not in rules_of(**around)
    assert "text-control-signs" not in rules_of(description={"fi": f"a{sign}b"})
