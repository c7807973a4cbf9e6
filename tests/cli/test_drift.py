"""What staff changed in the booking system is told to whoever asks on a schedule."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def drifted(cli: Run, started: Path) -> Path:
    """Give a pushed catalogue of which staff has since changed one room."""
    assert 0 == cli("push", started, "--sandbox", "--quiet").code
    edited = started / "nup.yaml"
    ours = edited.read_text("utf-8")
    edited.write_text(ours.replace("fi: Esimerkkisali", "fi: Toinen sali"), encoding="utf-8")
    theirs = ["--store", f"sqlite:///{started}/staff.db", "--on-conflict", "ours"]
    assert 0 == cli("push", started, "--sandbox", "--quiet", *theirs).code
    edited.write_text(ours, encoding="utf-8")
    return started


def test_drift_alone_is_pending(cli: Run, drifted: Path) -> None:
    """``--exit-code`` and ``--fail-on conflict`` end with 3 though a push would send nothing."""
    shown = cli("plan", drifted, "--sandbox", "--exit-code", "--format", "json")
    values = json.loads(shown.out)

    assert (True, 1, 0) == (values["pending"], values["conflicts"], values["counts"]["update"])
    assert 3 == shown.code
    assert 3 == cli("plan", drifted, "--sandbox", "--fail-on", "conflict").code
    assert 0 == cli("plan", drifted, "--sandbox").code


def test_what_is_only_to_be_sent_is_no_conflict(cli: Run, started: Path) -> None:
    """``--fail-on conflict`` lets changes of the catalogue pass, alone and beside --exit-code."""
    assert 0 == cli("plan", started, "--sandbox", "--fail-on", "conflict").code
    assert 3 == cli("plan", started, "--sandbox", "--fail-on", "conflict", "--exit-code").code
