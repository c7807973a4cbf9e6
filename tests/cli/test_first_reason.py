"""What ``status`` says of rooms whose data are not in order."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def without_tprek(folder: Path) -> None:
    """Take the TPREK id of a venue away."""
    file = folder / "nup.yaml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if "tprek:" not in line.partition("#")[0])
    file.write_text(text.replace("    name: {fi: Arabian", "  - name: {fi: Arabian"), "utf-8")


@pytest.mark.parametrize(
    ("lang", "reason", "step"),
    [
        (
            "fi",
            "tiedoissa korjattavaa (Toimipisteen TPREK-tunnus puuttuu)",
            "tietojen täydentäminen",
        ),
        ("sv", "uppgifterna bör rättas", "komplettering av uppgifter"),
        ("en", "data to be fixed", "completing the data"),
    ],
)
def test_a_missing_tprek_id_is_told_to_whoever_keeps_the_catalogue(
    cli: Run, started: Path, lang: str, reason: str, step: str
) -> None:
    """The reason is the missing id, in every view; nobody is sent to the administrators."""
    without_tprek(started)
    shown = cli("status", started, "--sandbox", "--rooms", "--lang", lang)
    values = json.loads(cli("status", started, "--sandbox", "--format", "json").out)
    (missing,) = values["goal"]["units"]["NUP"]["missing"]
    report = cli("status", started, "--sandbox", "--format", "markdown", "--lang", lang).out

    words = " ".join(shown.out.split())
    assert reason in words
    assert f"{step}: " in words
    assert reason in report
    assert ("unready", "mend", "catalogue") == (
        missing["reason"],
        missing["next_step"],
        missing["turn"],
    )
    assert ["tprek-missing"] == missing["blocked_by"]
    assert "add_venue" not in [move["step"] for move in values["moves"]]


def test_offline_the_reason_is_that_of_the_last_survey(cli: Run, started: Path) -> None:
    """What only the booking system's reference data showed is still known without them."""
    file = started / "nup.yaml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    text = "".join(
        "        type: Avaruus\n" if "type: " in line and "{" not in line else line
        for line in lines
    )
    file.write_text(text, "utf-8")
    live = json.loads(cli("status", started, "--sandbox", "--format", "json").out)
    offline = json.loads(cli("status", started, "--sandbox", "--offline", "--format", "json").out)

    reasons = [{r["room"]: r["reason"] for r in values["rooms"]} for values in (live, offline)]
    assert "unready" in reasons[0].values()
    assert reasons[0] == reasons[1]
