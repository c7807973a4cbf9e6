import json

import pytest
from ruamel.yaml import YAML

from tests.cli.conftest import Run
from varaamo_sync.model import LANGS
from varaamo_sync.rules import RULES

LISTED = ("severity", "level", "owner", "code")


def test_every_rule_is_listed(cli: Run) -> None:
    """``rules`` lists each rule of readiness with what it declares, and the reader's own."""
    listed = {
        rule["id"]: rule for rule in json.loads(cli("rules", "--format", "json").out)["rules"]
    }

    assert set(RULES) < set(listed)
    assert {"yaml-syntax", "key-repeated", "unknown-key"} <= set(listed)
    for id, rule in RULES.items():
        told = tuple(listed[id][name] for name in LISTED)
        assert (rule.severity.value, rule.level.value, rule.owner.value, rule.code) == told


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_reads_in_three_languages(cli: Run, lang: str) -> None:
    """The text names every rule by its title in the language, with the code it foresees."""
    titles = {
        rule["id"]: rule["title"]
        for rule in json.loads(cli("rules", "--format", "json", "--lang", lang).out)["rules"]
    }
    text = cli("rules", "--lang", lang).out

    assert [f"{id}: {title}" for id, title in titles.items()] == text.splitlines()[::3]
    assert "RESERVATION_UNIT_MISSING_TRANSLATIONS" in text


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_can_be_explained(cli: Run, lang: str) -> None:
    """``explain`` tells each rule with filled-in words; examples are YAML."""
    for rule in json.loads(cli("rules", "--format", "json").out)["rules"]:
        ran = cli("explain", rule["id"], "--lang", lang, "--format", "json")
        told = json.loads(ran.out)

        assert 0 == ran.code
        assert all(told[part] for part in ("title", "message", "why", "fix"))
        assert "{" not in told["title"] + told["why"]
        assert (["bad", "good"] if rule["id"] in RULES else []) == list(told["examples"])
        for example in told["examples"].values():
            assert YAML(typ="safe", pure=True).load(example)


def test_an_explanation_shows_what_differs(cli: Run) -> None:
    """The good example shows the same fields as the bad one, mended."""
    examples = json.loads(cli("explain", "name-missing-sv", "--format", "json").out)["examples"]
    bad, good = (YAML(typ="safe", pure=True).load(examples[name])[0] for name in ("bad", "good"))

    assert set(bad) == set(good) == {"key", "name"}
    assert (bad["name"]["sv"], bool(good["name"]["sv"])) == (None, True)


def test_an_explanation_reads_well(cli: Run) -> None:
    """The text has title, message, why, fix, code and both examples, in the language."""
    out = cli("explain", "description-missing-sv", "--lang", "en").out
    lines = out.splitlines()

    assert "description-missing-sv · error · publishing · translator" == lines[1]
    assert ["message", "why", "fix", "Varaamo's error code"] == [
        line.split(":")[0] for line in lines[3:7]
    ]
    assert ["bad:", "good:"] == [line for line in lines if line in ("bad:", "good:")]


@pytest.mark.parametrize(
    ("given", "meant"),
    [("description-mising-sv", "description-missing-sv"), ("key-repeat", "key-repeated")],
)
@pytest.mark.usefixtures("english")
def test_a_near_miss_is_a_usage_error_with_a_hint(cli: Run, given: str, meant: str) -> None:
    """An unknown rule ends with 2 and names the rule that was probably meant."""
    ran = cli("explain", given)

    assert (2, "") == (ran.code, ran.out)
    assert f"Did you mean {meant}" in ran.err


@pytest.mark.usefixtures("english")
def test_what_nothing_is_near_to_leads_to_the_list(cli: Run) -> None:
    """Where no rule is near, the error says how to list them, and suggests none."""
    ran = cli("explain", "xyzzy")

    assert 2 == ran.code
    assert "varaamo-sync rules" in ran.err
    assert "Did you mean" not in ran.err
