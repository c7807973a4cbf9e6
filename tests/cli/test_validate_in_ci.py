import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema import Draft7Validator
from pre_commit.clientlib import load_manifest
from ruamel.yaml import YAML

from tests.cli.conftest import ROOT
from tests.cli.faulty import room, rooms, write

BIN = Path(sys.executable).parent
ACTION = YAML(typ="safe", pure=True).load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give a git repository with the faulty catalogue in a folder."""
    write(tmp_path / "tilat")
    run(tmp_path, "git", "init", "--quiet")
    run(tmp_path, "git", "add", "--all")
    return tmp_path


def run(folder: Path, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with the installed varaamo-sync on the path."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    home = str(folder / ".home")
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path, "HOME": home, "PRE_COMMIT_HOME": home} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def installed_hook(repository: Path, **changes: Any) -> None:
    """Configure our hook as it is published, but taken from the path and not from the network."""
    (hook,) = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    local = {**hook, "language": "system", **changes}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (repository / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    run(repository, "git", "add", "--all")


def test_the_hook_runs_as_pre_commit_calls_it(repository: Path) -> None:
    """A staged faulty catalogue stops the commit with its findings; a mended one passes."""
    installed_hook(repository, args=["tilat", "--lang", "en"])
    refused = run(repository, "pre-commit", "run", "varaamo-validate")
    sound = rooms("NUP", room("nup-sali", "Sali"))
    write(repository / "tilat", nup=sound, kir=rooms("KIR", room("kir-sali", "Lukusali")))
    run(repository, "git", "add", "--all")
    passed = run(repository, "pre-commit", "run", "varaamo-validate")

    assert 1 == refused.returncode, refused.stderr
    assert "tilat/kir.yaml:16 kir-lukusali" in refused.stdout
    assert 0 == passed.returncode, passed.stdout
    assert "Passed" in passed.stdout


def test_the_hook_looks_only_when_data_changes(repository: Path) -> None:
    """A commit that touches neither YAML nor JSON does not wait for the check."""
    installed_hook(repository, args=["tilat"])
    (repository / "LUE.md").write_text("# Tilat\n", encoding="utf-8")
    ran = run(repository, "pre-commit", "run", "varaamo-validate", "--files", "LUE.md")

    assert 0 == ran.returncode
    assert "Skipped" in ran.stdout


def test_the_action_is_what_the_official_schema_says() -> None:
    """Code hosts accept the action's file."""
    schema = get_builtin_schema("vendor.github-actions")

    assert [] == [error.message for error in Draft7Validator(schema).iter_errors(ACTION)]


def step(name: str) -> Mapping[str, Any]:
    """Return a step of the action."""
    return next(step for step in ACTION["runs"]["steps"] if step["name"] == name)


def call(folder: Path, name: str, inputs: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as GitHub's runner does, with inputs as a workflow gives them."""
    given = {input: spec["default"] for input, spec in ACTION["inputs"].items()} | inputs
    known = {f"inputs.{input}": value for input, value in given.items()}
    env = {
        variable: re.sub(r"\$\{\{ (.*?) \}\}", lambda match: known[match[1]], text)
        for variable, text in step(name)["env"].items()
    }
    script = folder / "step.sh"
    script.write_text(step(name)["run"], encoding="utf-8")
    bash = ("bash", "--noprofile", "--norc", "-eo", "pipefail", script)
    return run(folder, *bash, **env)


def test_the_action_annotates_and_fails(repository: Path) -> None:
    """With its defaults the action's step writes annotations and ends with validate's code."""
    ran = call(repository, "Validate", {"path": "tilat"})

    assert (1, "") == (ran.returncode, ran.stderr)
    assert ran.stdout.startswith("::error file=tilat/nup.yaml,line=36,col=25,title=")


def test_the_actions_inputs_reach_validate(repository: Path) -> None:
    """Level, service unit, baseline, language and SARIF are handed on."""
    run(repository, "varaamo-sync", "validate", "tilat", "--write-baseline", "known.json")
    known = call(repository, "Validate", {"path": "tilat", "baseline": "known.json"})
    youth = {"path": "tilat", "level": "publish", "unit": "KIR", "lang": "sv"}
    sarif = call(repository, "Validate", {**youth, "sarif": "tilat.sarif"})
    log = json.loads((repository / "tilat.sarif").read_text(encoding="utf-8"))["runs"][0]
    strict = {"path": "tilat", "level": "quality", "unit": "NUP", "fail-on": "warning"}

    assert (0, "") == (known.returncode, known.stdout)
    assert 1 == sarif.returncode
    assert ("sv", ["description-missing-sv"]) == (
        log["language"],
        [result["ruleId"] for result in log["results"]],
    )
    assert 1 == call(repository, "Validate", strict).returncode


def test_the_action_makes_the_folder_of_its_sarif(repository: Path) -> None:
    """SARIF may go into a folder that is not there yet."""
    ran = call(repository, "Validate", {"path": "tilat", "sarif": "out/deep/x.sarif"})

    assert 1 == ran.returncode, ran.stderr
    assert (repository / "out" / "deep" / "x.sarif").exists()


def test_inputs_are_never_run_as_code(repository: Path) -> None:
    """Whatever stands in an input is the folder: no shell and no option is made of it."""
    for text in ('$(touch hit)"; touch hit; "', "--output=hit", "`touch hit`"):
        ran = call(repository, "Validate", {"path": text})

        assert 2 == ran.returncode
        assert not (repository / "hit").exists()
