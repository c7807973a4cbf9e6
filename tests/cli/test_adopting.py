"""Rooms that were in Varaamo before are taken over without a word of progress."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_contracts import contract
from tests.cli.test_trust import edit
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.model import Earlier

ENTRY = """
      - key: kir-vanha
        name: {fi: Ryhmätyötila 1}
        wanted: published
"""


@pytest.fixture
def listed(started: Path) -> Path:
    """Give a catalogue in which somebody listed a room that residents can book already."""
    file = started / "kir.yaml"
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + ENTRY, encoding="utf-8")
    return started


def counts(cli: Run, folder: Path, *arguments: str) -> tuple[int, int]:
    """Return how many rooms of the libraries are ready, and how many were bookable earlier."""
    asked = cli("status", folder, "--sandbox", "--quiet", "--format", "json", *arguments)
    row = json.loads(asked.out)["units"]["KIR"]
    return row["ready"], row["earlier"]


def stated(folder: Path) -> Earlier:
    """Return what the file says of the old room."""
    catalogue = read_catalogue(folder).catalogue
    assert catalogue is not None
    return catalogue.by_key["kir-vanha"].earlier


def test_an_adopted_room_says_in_its_file_what_it_was(cli: Run, listed: Path) -> None:
    """It is told before and after the push, stands in the file, and then nothing changes."""
    before = counts(cli, listed)
    planned = cli("plan", listed, "--sandbox").out
    pushed = cli("push", listed, "--sandbox", "--quiet").out
    written = read_catalogue(listed).digest
    again = cli("push", listed, "--sandbox", "--quiet").out

    was = "oli varattavissa jo ennen liittämistä (earlier: bookable)"
    assert was in planned
    assert f"kir-vanha: {was}; kirjattu tilaluetteloon.\n" in pushed
    assert Earlier.BOOKABLE is stated(listed)
    assert "earlier: bookable\n" in (listed / "kir.yaml").read_text(encoding="utf-8")
    assert was not in again
    assert written == read_catalogue(listed).digest
    assert [(0, 1)] * 3 == [before, counts(cli, listed), counts(cli, listed, "--offline")]


def at_the_end_of_all_names(folder: Path) -> Path:
    """Make a folder in which a file may be called ``kir.yaml``, and nothing by a longer name."""
    longest = os.pathconf(folder, "PC_PATH_MAX") - len("\0") - len("/kir.yaml")
    while (left := longest - len(str(folder))) > 0:
        folder /= "k" * (200 if left > 210 else left - 1)
    folder.mkdir(parents=True)
    return folder


def test_a_file_that_cannot_be_written_is_told_and_the_count_is_right(
    cli: Run, listed: Path
) -> None:
    """What the store knows counts where the file cannot say it; the next push tells it again."""
    (listed / "kir.yaml").rename(at_the_end_of_all_names(listed) / "kir.yaml")
    before = read_catalogue(listed).digest
    pushed = cli("push", listed, "--sandbox", "--quiet").out
    again: Any = json.loads(cli("push", listed, "--sandbox", "--quiet", "--format", "json").out)

    assert "kir-vanha: oli varattavissa" in pushed
    assert "Kirjaa se itse." in pushed
    assert before == read_catalogue(listed).digest
    assert (0, 1) == counts(cli, listed)
    contract("push").validate(again)
    (told,) = again["earlier"]
    assert ("kir-vanha", "bookable", False) == (told["room"], told["earlier"], told["written"])
    assert told["problem"]


def test_a_persons_word_stays(cli: Run, listed: Path) -> None:
    """A room that was opened only for the goal keeps ``earlier: none``, and counts as ready."""
    edit(listed / "kir.yaml", "wanted: published\n", "wanted: published\n        earlier: none\n")
    before = read_catalogue(listed).digest
    pushed = cli("push", listed, "--sandbox", "--quiet", "--format", "json")

    assert [] == json.loads(pushed.out)["earlier"]
    assert before == read_catalogue(listed).digest
    assert (1, 0) == counts(cli, listed)
