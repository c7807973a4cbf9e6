import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run
from tests.clock import now
from varaamo_sync.conformance import FACTS, HOURS_FACTS, MARK, RESPA_FACTS
from varaamo_sync.sandbox import FaultPlan, Sandbox, running
from varaamo_sync.sandbox.faults.plan import Cut

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "conformance.schema.json").read_text(encoding="utf-8"))
SEED = json.loads((ROOT / "varaamo_sync/sandbox/data/seed.json").read_text(encoding="utf-8"))


def shaped(text: str) -> dict[str, Any]:
    """Return JSON that is as its schema says."""
    data: dict[str, Any] = json.loads(text)
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [] == [error.message for error in validator.iter_errors(data)]
    return data


@pytest.fixture
def admin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the sandbox's administrator into the environment."""
    monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "admin")
    monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "admin")


def test_the_schema_is_one() -> None:
    """The published schema is a valid schema, and names itself as its file."""
    Draft202012Validator.check_schema(SCHEMA)

    assert "conformance.schema.json" == SCHEMA["$id"]


def test_the_schema_knows_every_section() -> None:
    """Facts of the other systems come in the same shape."""
    sections = SCHEMA["$defs"]["fact"]["properties"]["section"]["enum"]

    assert {fact.section for fact in (*FACTS, *HOURS_FACTS, *RESPA_FACTS)} == set(sections)


def test_the_local_sandbox_conforms(cli: Run, started: Path) -> None:
    """``--sandbox --write`` needs no venue, tries every fact that it can, and ends with 0."""
    ran = cli("conformance", started, "--sandbox", "--write", "--format", "json")

    data = shaped(ran.out)
    assert (0, True, "demo-001", None) == (ran.code, data["holds"], data["venue"], data["stopped"])
    assert [fact.id for fact in FACTS] == [fact["id"] for fact in data["facts"]]
    assert {"holds": len(FACTS), "differs": 0, "not_tested": 0} == data["counts"]


def test_a_served_sandbox_conforms(cli: Run, admin: None, tmp_path: Path) -> None:
    """Over HTTP with ``--url`` no catalogue is needed; what is not tested says why."""
    with Sandbox(clock=now) as sandbox, running(sandbox) as url:
        ran = cli("conformance", tmp_path, "--url", url, "--write", "--venue", "demo-002")
        assert [] == sandbox._database.rows("SELECT * FROM reservation")
        text = cli("conformance", tmp_path, "--url", url, "--lang", "en")
        json_ = cli("conformance", tmp_path, "--url", url, "--format", "json")

    assert (0, 0, 0) == (ran.code, text.code, json_.code)
    assert f"{MARK}:osa" in ran.out
    assert f"pätee {len(FACTS)}, poikkeaa 0, ei kokeiltu 0." in ran.out
    assert "Nothing was written" in text.out
    assert "not tested" in text.out
    assert shaped(json_.out)["venue"] is None


def test_a_fact_that_differs_ends_with_1(cli: Run, admin: None, tmp_path: Path) -> None:
    """An installation without a VAT of 0 % differs, and says so in either format."""
    seed = SEED | {"rooms": [], "taxPercentages": SEED["taxPercentages"][1:]}
    with Sandbox(clock=now, seed=seed) as sandbox, running(sandbox) as url:
        text = cli("conformance", tmp_path, "--url", url)
        data = cli("conformance", tmp_path, "--url", url, "--format", "json")

    differing = [f["id"] for f in shaped(data.out)["facts"] if f["verdict"] == "differs"]
    assert (1, 1, ["vat-free"]) == (text.code, data.code, differing)
    assert "poikkeaa 1" in text.out


def test_an_unusable_system_ends_with_6(cli: Run, tmp_path: Path) -> None:
    """Nothing that answers, or nobody who may write, is no verdict: exit code 6, and why."""
    cut = FaultPlan(faults=(Cut(operations=("reads",)),))
    with Sandbox(clock=now, faults=cut) as sandbox, running(sandbox) as url:
        dead = cli("conformance", tmp_path, "--url", url, "--format", "json", "--lang", "en")
    with Sandbox(clock=now) as sandbox, running(sandbox) as url:
        nobody = cli(
            "conformance", tmp_path, "--url", url, "--write", "--venue", "demo-001", "--lang", "en"
        )

    assert (6, 6) == (dead.code, nobody.code)
    assert "did not answer" in shaped(dead.out)["stopped"]["message"]
    assert "Nobody is logged in" in nobody.err


@pytest.mark.parametrize(
    "arguments",
    [("--write",), ("--venue", "demo-001"), ("--write", "--venue", "demo-999")],
    ids=["no venue", "no writing", "unknown venue"],
)
@pytest.mark.usefixtures("english")
def test_a_venue_is_never_chosen(
    cli: Run, admin: None, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """Except on the sandbox, writing needs the name of a venue that is there: usage error."""
    with Sandbox(clock=now) as sandbox, running(sandbox) as url:
        ran = cli("conformance", tmp_path, "--url", url, *arguments)
        rooms = sandbox._database.value(
            "SELECT count(*) FROM reservationUnit WHERE nameFi LIKE ?", f"{MARK}%"
        )

    assert (2, "", 0) == (ran.code, ran.out, rooms)
    assert "venue" in ran.err


@pytest.mark.usefixtures("english")
def test_hours_are_not_written_by_nobody(cli: Run, tmp_path: Path) -> None:
    """Without a token ``--write`` is refused before it begins, with what to set: 6."""
    with Sandbox(clock=now) as sandbox, running(sandbox) as url:
        ran = cli("conformance", tmp_path, "--hours-url", f"{url}/hauki", "--write")

    assert (6, "") == (ran.code, ran.out)
    assert "VARAAMO_SYNC_HOURS_TOKEN" in ran.err


@pytest.mark.usefixtures("english")
def test_hours_are_written_to_a_fresh_sandbox(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has rooms to write to where no venue is named; a venue without any is no success."""
    with Sandbox(clock=now) as sandbox, running(sandbox) as url:
        monkeypatch.setenv("VARAAMO_SYNC_HOURS_TOKEN", "sandbox-hours-token")
        place = (tmp_path, "--hours-url", f"{url}/hauki", "--write")
        wrote = cli("conformance", *place)
        empty = cli("conformance", *place, "--venue", "demo-003")

    assert (0, 1) == (wrote.code, empty.code)
    assert "0 not tested" in wrote.out
    assert "demo-003 has no rooms in Hauki" in empty.out


@pytest.mark.parametrize("named", [("--sandbox",), ("--url", "https://v.example")])
@pytest.mark.usefixtures("english")
def test_one_system_is_proved_at_a_time(cli: Run, tmp_path: Path, named: tuple[str, ...]) -> None:
    """A booking system beside ``--hours-url`` is refused, not passed over."""
    ran = cli("conformance", tmp_path, *named, "--hours-url", "http://127.0.0.1:9/hauki")

    assert (2, "") == (ran.code, ran.out)
    assert "Keep only one" in ran.err


@pytest.mark.usefixtures("english")
def test_a_served_respa_conforms(cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking needs no login; to write, that of the environment is taken, and nothing stays."""
    with Sandbox(clock=now) as sandbox, running(sandbox) as url:
        looked = cli("conformance", tmp_path, "--respa-url", f"{url}/respa")
        refused = cli("conformance", tmp_path, "--respa-url", f"{url}/respa", "--write")
        monkeypatch.setenv("VARAAMO_SYNC_USERNAME", "respa-writer")
        monkeypatch.setenv("VARAAMO_SYNC_PASSWORD", "respa-writer")
        arguments = ("--respa-url", f"{url}/respa", "--write", "--format", "json")
        wrote = cli("conformance", tmp_path, *arguments)
        monkeypatch.setenv("VARAAMO_SYNC_URL", "https://varaamo.example")
        elsewhere = cli("conformance", tmp_path, *arguments)

    assert (0, 0) == (looked.code, wrote.code)
    assert [fact.id for fact in RESPA_FACTS] == [fact["id"] for fact in shaped(wrote.out)["facts"]]
    assert {"holds": len(RESPA_FACTS), "differs": 0, "not_tested": 0} == shaped(wrote.out)["counts"]
    assert (6, 6) == (refused.code, elsewhere.code)
    assert "VARAAMO_SYNC_USERNAME" in refused.err


@pytest.mark.parametrize("named", [("--sandbox",), ("--hours-url", "http://127.0.0.1:9")])
@pytest.mark.usefixtures("english")
def test_a_respa_is_proved_alone(cli: Run, tmp_path: Path, named: tuple[str, ...]) -> None:
    """Another system beside ``--respa-url`` is refused, and one elsewhere needs a venue."""
    beside = cli("conformance", tmp_path, *named, "--respa-url", "http://127.0.0.1:9/respa")
    venueless = cli("conformance", tmp_path, "--respa-url", "https://respa.example.invalid")

    assert [(2, ""), (2, "")] == [(ran.code, ran.out) for ran in (beside, venueless)]
    assert "Keep only one" in beside.err
    assert "--venue" in venueless.err
