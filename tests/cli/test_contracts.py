import json
from pathlib import Path
from typing import Any

import jsonschema

from tests.cli.conftest import ROOT, Run


def contract(name: str) -> Any:
    """Return a published schema as a validator."""
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_a_plan_keeps_its_contract(cli: Run, helsinki: Path) -> None:
    """The JSON of a plan is as its schema says, before a push and after it."""
    before = json.loads(cli("plan", helsinki, "--sandbox", "--format", "json").out)
    cli("push", helsinki, "--sandbox", "--quiet")
    after = json.loads(cli("plan", helsinki, "--sandbox", "--archive", "--format", "json").out)

    contract("plan").validate(before)
    contract("plan").validate(after)
    adopted = [room for room in after["rooms"] if room["conflicts"]]
    assert 4 == len(adopted)


def test_a_push_and_its_events_keep_their_contracts(
    cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """The JSON of a push and each of its events are as their schemas say."""
    file = tmp_path / "events.ndjson"
    pushed = cli("push", helsinki, "--sandbox", "--quiet", "--format", "json", "--events", file)

    contract("push").validate(json.loads(pushed.out))
    events = contract("push-events")
    for line in file.read_text(encoding="utf-8").splitlines():
        events.validate(json.loads(line))
