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
    """Every rule is a line with its title in the language, and its id after the words."""
    titles = {
        rule["id"]: rule["title"]
        for rule in json.loads(cli("rules", "--format", "json", "--lang", lang).out)["rules"]
    }
    told = [line for line in cli("rules", "--lang", lang).out.splitlines() if line.endswith("]")]
    ids = [line.rpartition("[")[2].rstrip("]") for line in told]

    assert sorted(titles) == sorted(ids)
    assert [] == [id for id, line in zip(ids, told, strict=True) if titles[id] not in line]


@pytest.mark.parametrize("lang", LANGS)
def test_the_full_list_has_the_codes(cli: Run, lang: str) -> None:
    """In full every rule is a paragraph: its title, and all that it declares."""
    rules = json.loads(cli("rules", "--format", "json", "--lang", lang).out)["rules"]
    lines = cli("rules", "--full", "--lang", lang).out.splitlines()

    assert [rule["title"] for rule in rules] == lines[::3]
    for rule, marks in zip(rules, lines[1::3], strict=True):
        assert rule["id"] in marks
        assert (rule["code"] or "") in marks


def test_what_blocks_nothing_is_listed_as_such(cli: Run) -> None:
    """Rules stand below what they stand in the way of; a warning stands in the way of nothing."""
    _, draft, publish, quality, files, _ = cli("rules", "--lang", "en").out.split("\n\n")

    assert "[name-missing-fi]" in draft
    assert "[type-missing]" in publish
    assert "[rule-unknown]" in quality
    assert "[yaml-syntax]" in files
    assert "warning" not in draft + publish


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

    assert "error · publishing · translator" == lines[1]
    assert ["message", "why", "fix", "id", "Varaamo's error code"] == [
        line.split(":")[0] for line in lines[3:8]
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
