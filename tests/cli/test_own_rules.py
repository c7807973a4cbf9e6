"""Rules that another package brings stand in every output; a broken one is told by its name."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import ROOT, Run
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.workspace.catalogue.own_rules import own_rules
from varaamo_sync_cli.workspace.catalogue.rulebook import rulebook

GOOD = """
from varaamo_sync.findings import Level, Severity
from varaamo_sync.rules import OwnRule, hit


def look(room, context):
    if not room.contact:
        yield hit("contact", room=room.key)


NO_CONTACT = OwnRule(
    id="espoo/no-contact",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    title={"fi": "Yhteyshenkilö puuttuu", "en": "Nobody to ask"},
    message={"fi": "Tilalla {room} ei ole yhteyshenkilöä.", "en": "{room} has no contact."},
    fix={"fi": "Lisää yhteyshenkilö.", "en": "Name somebody."},
    look=look,
)


def rules():
    return [NO_CONTACT]


def breaks(room, context):
    raise RuntimeError("no such table")


BREAKS = OwnRule(
    id="turku/breaks", severity=Severity.WARNING, level=Level.PUBLISH,
    title="It breaks", message="It breaks.", fix="Mend it.", look=breaks,
)
"""


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Install a package that offers rules."""

    def install(*points: str) -> None:
        site = tmp_path / "site"
        known = site / "espoo_rules-1.0.dist-info"
        known.mkdir(parents=True)
        (site / "espoo_rules.py").write_text(GOOD, "utf-8")
        (known / "METADATA").write_text("Metadata-Version: 2.1\nName: espoo-rules\nVersion: 1.0\n")
        lines = "\n".join(["[varaamo_sync.rules]", *points])
        (known / "entry_points.txt").write_text(f"{lines}\n", "utf-8")
        monkeypatch.syspath_prepend(str(site))
        _forget()

    yield install
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    own_rules.cache_clear()
    rulebook.cache_clear()


@pytest.mark.usefixtures("english")
def test_an_own_rule_stands_in_every_output(
    started: Path, cli: Run, offer: Callable[..., None]
) -> None:
    """Text, JSON by its schema, SARIF, the list of rules and its explanation know it."""
    offer("espoo = espoo_rules:rules")
    text = cli("validate", started, "--full")
    found = json.loads(cli("validate", started, "--format", "json").out)
    sarif = json.loads(cli("validate", started, "--format", "sarif").out)
    explained = cli("explain", "espoo/no-contact")
    told = json.loads(cli("explain", "espoo/no-contact", "--format", "json").out)

    assert (Exit.FINDINGS, True) == (text.code, "has no contact." in text.out)
    schema = json.loads((ROOT / "schemas" / "findings.schema.json").read_text("utf-8"))
    jsonschema.validate(found, schema)
    assert 4 == sum(one["rule"] == "espoo/no-contact" for one in found["findings"])
    (run,) = sarif["runs"]
    links = {rule["id"]: rule.get("helpUri") for rule in run["tool"]["driver"]["rules"]}
    assert links.pop("espoo/no-contact") is None
    assert all(links.values())
    assert "Nobody to ask" in explained.out
    assert "only sent as a draft until this is fixed" in explained.out
    assert "espoo/no-contact" == told["id"]
    assert "espoo/no-contact" in cli("rules").out


@pytest.mark.usefixtures("english")
def test_an_own_rule_is_chosen_set_and_kept_in_a_baseline(
    started: Path, cli: Run, offer: Callable[..., None], tmp_path: Path
) -> None:
    """``--ignore``, a setting of the catalogue and a baseline work for it as for ours."""
    offer("espoo = espoo_rules:rules")
    kept = tmp_path / "known.json"
    cli("validate", started, "--write-baseline", kept)

    assert Exit.DONE == cli("validate", started, "--ignore", "espoo/no-contact").code
    assert Exit.DONE == cli("validate", started, "--baseline", kept).code
    assert "espoo/no-contact" in kept.read_text("utf-8")
    with (started / "catalogue.yaml").open("a", encoding="utf-8") as file:
        file.write("\nrules: {espoo/no-contact: 'off'}\n")
    assert Exit.DONE == cli("validate", started).code


@pytest.mark.usefixtures("english")
def test_an_own_rule_holds_a_room_back(started: Path, cli: Run, offer: Callable[..., None]) -> None:
    """A push obeys it as it obeys ours: the room goes as a draft."""
    offer("espoo = espoo_rules:rules")
    plan = json.loads(cli("plan", started, "--sandbox", "--format", "json").out)

    assert [["espoo/no-contact"]] * 4 == [room["withheld_by"] for room in plan["rooms"]]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("point", "named", "why"),
    [
        ("absent = nothing_of_ours:rules", "absent (espoo-rules)", "ModuleNotFoundError"),
        ("odd = espoo_rules:look", "odd (espoo-rules)", "TypeError"),
        ("breaking = espoo_rules:BREAKS", "turku/breaks", "no such table"),
    ],
)
def test_a_broken_package_is_told_by_name_and_the_rest_goes_on(
    started: Path, cli: Run, offer: Callable[..., None], point: str, named: str, why: str
) -> None:
    """Nothing passes as if the rule had found nothing: the run fails, and says whose rule it is."""
    offer("espoo = espoo_rules:rules", point)
    ran = cli("validate", started, "--ignore", "espoo/no-contact")
    others = json.loads(cli("validate", started, "--format", "json").out)["findings"]
    planned = cli("plan", started, "--sandbox")

    assert Exit.FINDINGS == ran.code
    assert named in ran.out
    assert why in ran.out
    assert "espoo/no-contact" in {one["rule"] for one in others}
    assert named in planned.err
