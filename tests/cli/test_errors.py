import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_trust import edit
from tests.clock import now
from varaamo_sync.sandbox import FaultPlan, Sandbox, running
from varaamo_sync.sandbox.faults.plan import Status

NOWHERE = "http://127.0.0.1:9"


@pytest.mark.parametrize(
    ("lang", "what", "fix"),
    [
        ("fi", "Varausjärjestelmään ei saada yhteyttä", "korjaus: Tarkista osoite"),
        ("sv", "Bokningssystemet går inte att nå", "åtgärd: Kontrollera adressen"),
        ("en", "The booking system cannot be reached", "fix: Check the address"),
    ],
)
def test_an_error_speaks_the_language_that_was_asked_for(
    cli: Run, started: Path, lang: str, what: str, fix: str
) -> None:
    """What happened, while doing what, why, and what to do, in Finnish, Swedish or English."""
    ran = cli("whoami", started, "--url", NOWHERE, "--lang", lang)

    assert 6 == ran.code
    assert what in ran.err
    assert NOWHERE in ran.err
    assert fix in ran.err


def test_the_language_of_one_command_is_not_that_of_the_next(cli: Run, started: Path) -> None:
    """Without ``--lang`` errors are Finnish, whatever was asked for before."""
    cli("whoami", started, "--url", NOWHERE, "--lang", "sv")
    ran = cli("whoami", started, "--url", NOWHERE)

    assert "Varausjärjestelmään" in ran.err


def test_a_refused_room_is_told_with_operation_code_and_fix(cli: Run, started: Path) -> None:
    """The report of a push names room, operation, code, and what to do, in each form."""
    cli("push", started, "--sandbox", "--quiet")
    edit(started / "nup.yaml", "unrestricted", "access_code")
    arguments = ("push", started, "--sandbox", "--quiet", "--allow", "NUP=9")
    text = cli(*arguments)
    (room,) = [
        room
        for room in json.loads(cli(*arguments, "--format", "json", "--lang", "en").out)["rooms"]
        if room["status"] == "failed"
    ]

    assert 4 == text.code
    assert "Tilan muuttaminen: Tilalla ei ole lukkoa ovikoodeja varten" in text.out
    assert "(RESERVATION_UNIT_NOT_FOUND_IN_PINDORA)" in text.out
    assert "korjaus: Pyydä lukon liittämistä" in text.out
    assert "updateReservationUnit" == room["operation"]
    assert "The room has no lock" in room["problems"][0]["what"]


def test_a_stopped_conformance_is_told_in_words(cli: Run, tmp_path: Path) -> None:
    """When a booking system fails, the reason is told in the language that was asked for."""
    faults = FaultPlan(faults=(Status(status=503, retry_after=1000),))
    with (
        Sandbox(tmp_path / "s.db", clock=now, faults=faults) as sandbox,
        running(sandbox) as url,
    ):
        text = cli("conformance", tmp_path, "--url", url, "--lang", "sv")
        values = cli("conformance", tmp_path, "--url", url, "--lang", "sv", "--format", "json")

    assert (6, 6) == (text.code, values.code)
    assert "inte tillgängligt just nu" in text.err
    assert "inte tillgängligt just nu" in json.loads(values.out)["stopped"]["message"]
