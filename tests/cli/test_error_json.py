"""Whoever asks for JSON is answered in JSON, also where there is no result."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from tests.cli.conftest import Ran, Run
from tests.cli.test_contracts import contract
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync_cli.main import COMMANDS
from varaamo_sync_cli.main import cli as program

NOWHERE = "http://127.0.0.1:9"


def _error(ran: Ran) -> dict[str, Any]:
    told = json.loads(ran.out)
    contract("error").validate(told)
    found: dict[str, Any] = told["error"]
    assert ran.code == found["exit_code"]
    assert found["message"] in " ".join(ran.err.split())
    return found


def _with_json(command: click.Command, name: str) -> Iterator[str]:
    """Yield the commands, of groups those within, that can be asked for JSON."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _with_json(inner, f"{name} {inner.name}")
    for parameter in command.params:
        if "--format" in parameter.opts and "json" in getattr(parameter.type, "choices", ()):
            yield name


def _commands() -> list[str]:
    context = click.Context(program)
    return [
        found
        for name in COMMANDS
        if (command := program.get_command(context, name)) is not None
        for found in _with_json(command, name)
    ]


def test_every_command_fails_in_json(cli: Run, tmp_path: Path, monkeypatch: Any) -> None:
    """Whatever is wrong with a call, stdout holds one document that its schema describes."""
    monkeypatch.chdir(tmp_path)
    commands = _commands()

    assert 15 < len(commands)
    for name in commands:
        wrong = cli(*name.split(), "--format", "json", "--no-such-option")
        assert "usage" == _error(wrong)["code"], name
        assert 2 == wrong.code


@pytest.mark.parametrize(
    "arguments",
    [
        "validate", "plan --sandbox", "push --sandbox --yes", "pull --sandbox",
        "status --offline", "history", "goal list", "venues check", "explain nope",
        "hours plan --sandbox", "hours push --sandbox", "hours status --sandbox",
        f"whoami --url {NOWHERE}", "import nope.xlsx --unit NUP", "translations export --to sv",
    ],
)  # fmt: skip
def test_without_a_catalogue_json_says_so(
    cli: Run, tmp_path: Path, monkeypatch: Any, arguments: str
) -> None:
    """A folder that is none, a name that is none, a system that does not answer."""
    monkeypatch.chdir(tmp_path)

    assert _error(cli(*arguments.split(), "--format=json"))["message"]


def test_typed_fields(cli: Run, helsinki: Path) -> None:
    """A guard tells its numbers, a request what it was, a catalogue what is wrong in it."""
    cli("push", helsinki, "--sandbox", "--quiet")
    for file in ("kir.yaml", "kulp.yaml", "liiku.yaml", "nup.yaml"):
        text = (helsinki / file).read_text("utf-8")
        (helsinki / file).write_text(text.replace("wanted: published", "wanted: draft"), "utf-8")
    guarded = _error(cli("push", helsinki, "--sandbox", "--format", "json", "--lang", "en"))
    gone = _error(cli("plan", helsinki, "--url", NOWHERE, "--format", "json"))
    (helsinki / "catalogue.yaml").write_text("format: 1\nid: 'ä'\n", "utf-8")
    broken = _error(cli("plan", helsinki, "--sandbox", "--format", "json"))

    assert ("guard-tripped", "GuardTripped") == (guarded["code"], guarded["kind"])
    assert all(row["count"] > row["limit"] for row in guarded["guard"])
    assert "--allow" in guarded["fix"]
    assert gone["request"]["certain"]
    assert gone["request"]["operation"]
    assert broken["findings"][0]["file"] == "catalogue.yaml"


def test_a_result_is_not_followed_by_an_error(cli: Run, helsinki: Path) -> None:
    """Stdout holds one document: a result tells itself what failed."""
    told = cli("doctor", helsinki, "--url", NOWHERE, "--format", "json")

    assert "error" not in json.loads(told.out)


def test_text_is_answered_in_text(cli: Run, tmp_path: Path) -> None:
    """Without ``--format json``, or where it is an argument, stdout stays empty."""
    assert "" == cli("validate", tmp_path).out
    assert "" == cli("validate", "--", "--format", "json").out


def test_rules_and_rule_keep_their_contracts(cli: Run) -> None:
    """The JSON of the rules, and of one of each kind, is as its schema says."""
    contract("rules").validate(json.loads(cli("rules", "--format", "json").out))
    for rule in ("price-missing", "file-unreadable"):
        contract("explain").validate(json.loads(cli("explain", rule, "--format", "json").out))


def test_an_import_and_reference_data_keep_their_contracts(
    cli: Run, helsinki: Path, tmp_path: Path
) -> None:
    """The JSON of an import, and the file of reference data, are as their schemas say."""
    sheet = tmp_path / "tilat.csv"
    sheet.write_text("Tila;Toimipiste;Henkilömäärä;Hinta\nUusi sali;Stoa;60;kympin\n", "utf-8")
    ran = cli("import", sheet, "--unit", "KULP", "--into", helsinki, "--dry-run", "--format=json")
    cli("reference", helsinki, "--sandbox", "--out", tmp_path / "reference.json")

    told = json.loads(ran.out)
    contract("import").validate(told)
    assert told["findings"]
    reference = (tmp_path / "reference.json").read_text("utf-8")
    contract("reference").validate(json.loads(reference))


def test_a_finding_is_told_as_the_command_line_tells_it(cli: Run, helsinki: Path) -> None:
    """``finding.as_dict`` is what ``validate`` writes, but for what the baseline knows."""
    (row, *_) = json.loads(cli("validate", helsinki, "--format", "json").out)["findings"]
    found = Finding(
        rule=row["rule"],
        severity=row["severity"],
        level=row["level"],
        key=row["room"],
        unit=row["service_unit"],
        path=row["path"],
        code=row["code"],
    )

    told = found.as_dict("fi")
    assert {name for name in row if row[name] != told.get(name)} <= {
        "file", "line", "column", "known"
    }  # fmt: skip
    assert (Severity(row["severity"]), Level(row["level"])) == (found.severity, found.level)
