"""``status`` with two targets: a move from one booking system to another, seen from both ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_contracts import contract
from tests.clock import real_time
from varaamo_sync.sandbox import Sandbox, running


@pytest.fixture
def moving(cli: Run, helsinki: Path, tmp_path: Path) -> Iterator[Path]:
    """Return a catalogue that is in its sandbox; its target ``old`` has other rooms."""
    cli("push", helsinki, "--sandbox", "--quiet")
    with Sandbox(tmp_path / "old.db", clock=real_time) as sandbox, running(sandbox) as url:
        file = helsinki / "catalogue.yaml"
        text = file.read_text("utf-8")
        file.write_text(
            text.replace("targets:", f"targets:\n  old: {{url: '{url}'}}\n  #"), "utf-8"
        )
        yield helsinki


def test_both_ends_are_counted_side_by_side(cli: Run, moving: Path) -> None:
    """As JSON by its schema: places sum to all rooms, and the second end is the one moved to."""
    ran = cli("status", moving, "--target", "old", "--sandbox", "--format", "json")
    told = json.loads(ran.out)

    contract("status-move").validate(told)
    total = told["total"]
    assert ("old", len(told["rooms"])) == (told["old"]["name"], total["total"])
    assert total["new"] > total["old"]
    assert total["total"] == sum(unit["total"] for unit in told["units"].values())
    assert 0 == ran.code


def test_the_text_says_first_how_the_move_stands(cli: Run, moving: Path, english: None) -> None:
    """Verdict, counts by place, what is bookable twice, and what to type next."""
    ran = cli("status", moving, "--target", "old", "--sandbox", "--rooms")
    lines = ran.out.splitlines()

    assert lines[0].startswith("In http://sandbox.localhost, ")
    assert any(line.startswith("In old only") for line in lines)
    assert any(line.startswith("Bookable in both") for line in lines)
    assert f"varaamo-sync plan {moving} --sandbox" in ran.out
    assert 0 == ran.code


def test_without_a_connection_the_last_surveys_are_held_against_each_other(
    cli: Run, moving: Path
) -> None:
    """Each end is remembered by its address."""
    live = cli("status", moving, "--target", "old", "--sandbox", "--format", "json")
    again = cli("status", moving, "--target", "old", "--sandbox", "--offline", "--format", "json")

    assert json.loads(live.out)["total"] == json.loads(again.out)["total"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--target", "old", "--target", "old"), "are the same booking system"),
        (("--target", "old", "--target", "old", "--sandbox"), "More than two"),
        (("--target", "old", "--sandbox", "--record"), "Of two targets"),
        (("--target", "old", "--sandbox", "--format", "csv"), "Of two targets"),
        (("--url", "http://localhost:1", "--sandbox"), ""),
        (("--target", "odl", "--sandbox"), "odl"),
    ],
)
def test_what_has_no_meaning_for_two_is_told(
    cli: Run, moving: Path, english: None, words: tuple[str, ...], said: str
) -> None:
    """A wrong call says what to type, and asks nobody."""
    ran = cli("status", moving, *words)

    assert 2 == ran.code
    assert said in ran.err
    assert "Traceback" not in ran.err
