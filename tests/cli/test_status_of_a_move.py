"""``status`` with two targets: a move from one booking system to another, seen from both ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_contracts import contract
from tests.clock import now
from varaamo_sync.sandbox import Sandbox, running

CATALOGUE = """\
format: 1
id: city
organisation: {{fi: Kaupunki}}
targets: {{old: {{url: '{url}'}}}}
"""
ROOMS = """\
format: 1
service_unit: KIR
venues:
  - tprek: demo-011
    rooms:
      - {key: kir-uusi, name: {fi: Uusi sali}}
"""


def a_city(folder: Path, url: str = "http://localhost:1") -> Path:
    """Return the folder of a catalogue with one room, and a target ``old``."""
    city = folder / "city"
    city.mkdir()
    (city / "catalogue.yaml").write_text(CATALOGUE.format(url=url), "utf-8")
    (city / "kir.yaml").write_text(ROOMS, "utf-8")
    return city


def test_both_ends_are_counted_side_by_side(cli: Run, tmp_path: Path, english: None) -> None:
    """The first is the one that is left; as JSON by its schema, as text, and from memory."""
    with Sandbox(tmp_path / "old.db", clock=now) as sandbox, running(sandbox) as url:
        city = a_city(tmp_path, url)
        cli("push", city, "--sandbox", "--quiet")
        call = ("status", city, "--target", "old", "--sandbox")
        ran = cli(*call, "--format", "json")
        text = cli(*call, "--rooms")
    offline = cli(*call, "--offline", "--format", "json")

    told = json.loads(ran.out)
    contract("status-move").validate(told)
    assert (0, "old", url) == (ran.code, told["old"]["name"], told["old"]["origin"])
    (room,) = told["rooms"]
    assert ("kir-uusi", "new", "prepared", "in_progress") == (
        room["room"], room["whereabouts"], room["old"]["stage"], room["new"]["stage"],
    )  # fmt: skip
    assert (1, 1) == (told["total"]["new"], told["units"]["KIR"]["total"])
    assert told["total"] == json.loads(offline.out)["total"]
    lines = [line.strip() for line in text.out.splitlines()]
    assert "In the sandbox, 0 of 1 room can be booked." == lines[0]
    assert any(
        line.split() == ["In", "the", "sandbox", "only", "1", "0", "0", "0", "1"] for line in lines
    )
    assert any(line.startswith("Uusi sali") for line in lines)
    assert f"varaamo-sync plan {city} --sandbox" in text.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--target", "old", "--target", "old", "--sandbox"), "More than two"),
        (("--target", "old", "--sandbox", "--record"), "Of two targets"),
        (("--target", "old", "--sandbox", "--format", "csv"), "Of two targets"),
        (("--url", "http://localhost:1", "--sandbox"), "--sandbox"),
        (("--target", "odl", "--sandbox"), "odl"),
        (("--target", "old", "--target", "old"), "are the same booking system"),
    ],
)
def test_what_has_no_meaning_for_two_is_told(
    cli: Run, tmp_path: Path, english: None, words: tuple[str, ...], said: str
) -> None:
    """A wrong call says what to type, and asks nobody."""
    ran = cli("status", a_city(tmp_path), *words)

    assert 2 == ran.code
    assert said in ran.err
