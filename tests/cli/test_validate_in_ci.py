import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pre_commit.clientlib import load_manifest

from tests.cli.conftest import ROOT
from tests.cli.faulty import room, rooms, write

BIN = Path(sys.executable).parent


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
    hook, _ = load_manifest(ROOT / ".pre-commit-hooks.yaml")
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


def test_the_hook_of_many_catalogues_checks_those_that_a_commit_touches(repository: Path) -> None:
    """In a repository of many cities, a commit is stopped by what it makes worse, and no more."""
    write(repository / "toinen")
    hook = next(h for h in load_manifest(ROOT / ".pre-commit-hooks.yaml") if "changed" in h["id"])
    local = {**hook, "language": "system", "args": [*hook["args"], "--lang", "en"]}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (repository / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.invalid")
    run(repository, "git", "add", "--all")
    run(repository, "git", *who, "commit", "--quiet", "--no-verify", "--message", "first")
    nup = repository / "toinen" / "nup.yaml"
    nup.write_text(nup.read_text(encoding="utf-8").replace("area: 40", "area: 41"), "utf-8")
    run(repository, "git", "add", "--all")
    passed = run(repository, "pre-commit", "run", hook["id"])
    nup.write_text(nup.read_text(encoding="utf-8").replace("max: 20", "max: 0"), "utf-8")
    run(repository, "git", "add", "--all")
    refused = run(repository, "pre-commit", "run", hook["id"])

    assert 0 == passed.returncode, passed.stdout + passed.stderr
    assert 1 == refused.returncode
    assert "toinen/nup.yaml:" in refused.stdout
    assert "tilat/" not in refused.stdout
