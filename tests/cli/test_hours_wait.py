"""``hours push --wait``: until Varaamo shows the hours, and how it stands when it ends."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import ROOT, Run
from tests.cli.test_hours_push import folder, stated
from varaamo_sync.errors import ServerFault
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.sync.hours import HoursShown
from varaamo_sync_cli.render.hours.hours_shown_text import ShownTelling

__all__ = ["folder", "stated"]

ENDINGS = {
    "shown": HoursShown(("nup-a", "nup-b"), (), timedelta(minutes=4)),
    "missing": HoursShown(("nup-a",), ("nup-b",), timedelta(minutes=20)),
    "unknown": HoursShown(
        (),
        ("nup-b",),
        timedelta(minutes=20),
        ServerFault("answer-status", operation="Hours", code="HTTP_502", status="502"),
    ),
    "stopped": HoursShown(("nup-a",), tuple(f"nup-{n}" for n in range(12)), timedelta(minutes=1)),
}
SAID: dict[Lang, dict[str, str]] = {
    "fi": {
        "shown": "Uudet ajat näkyvät Varaamossa (kaikki 2 tilaa).",
        "missing": "Uudet ajat eivät vielä näy Varaamossa (1 tila), vaikka odotettiin 20 minuuttia",
        "unknown": "Ei saatu selville, näkyvätkö uudet ajat Varaamossa (1 tila).",
        "stopped": "Varaamossa näkyy niistä jo 1 tila, ja loput (12 tilaa)",
    },
    "sv": {
        "shown": "Varaamo visar de nya tiderna för alla 2 lokaler.",
        "missing": "ännu inte de nya tiderna för 1 lokal efter 20 minuter",
        "unknown": "om Varaamo visar de nya tiderna för 1 lokal.",
        "stopped": "redan för 1 lokal och inom 15 minuter för 12 lokaler",
    },
    "en": {
        "shown": "Varaamo shows the new hours of all 2 rooms.",
        "missing": "does not show the new hours of 1 room yet, after 20 minutes",
        "unknown": "whether Varaamo shows the new hours of 1 room.",
        "stopped": "those of 1 room already, and those of 12 rooms within 15 minutes",
    },
}


def test_a_push_that_waits_tells_that_residents_see_it(cli: Run, stated: Path) -> None:
    """The sandbox beside a catalogue takes hours over at once; a second push waits for all."""
    first = cli("hours", "push", stated, "--sandbox", "--wait", "--lang", "fi")
    again = cli("hours", "push", stated, "--sandbox", "--wait", "--format", "json")
    found = json.loads(again.out)
    schema = json.loads((ROOT / "schemas" / "hours-push.schema.json").read_text("utf-8"))

    assert (0, 0) == (first.code, again.code)
    assert "Uudet ajat näkyvät Varaamossa (1 tila)." in first.out
    assert (
        first.out.index("1 tehty") < first.out.index("Uudet ajat") < first.out.index("Seuraavaksi")
    )
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)
    assert (["nup-sali"], []) == (found["shown"]["rooms"], found["shown"]["missing"])


def test_hours_that_are_not_there_are_not_waited_for(cli: Run, folder: Path) -> None:
    """A catalogue of rooms that state none has nothing to wait for."""
    told = cli("hours", "push", folder, "--sandbox", "--wait", "--lang", "fi")

    assert (0, True) == (told.code, "Odotettavaa ei ole." in told.out)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ENDINGS)
def test_how_a_wait_ended_is_told(
    capsys: pytest.CaptureFixture[str], lang: Lang, name: str
) -> None:
    """How many rooms are shown, which are not, and why that is not known."""
    ShownTelling(lang, timedelta(minutes=20)).write(ENDINGS[name], stopped=name == "stopped")
    told = " ".join(capsys.readouterr().out.split())

    assert SAID[lang][name] in told
    assert ("nup-b" in told) == (name in ("missing", "unknown"))
    assert ("502" in told) == (name == "unknown")


def test_a_wait_tells_what_is_new_and_only_that(capsys: pytest.CaptureFixture[str]) -> None:
    """At its beginning, and when another room is shown; not at every look."""
    telling = ShownTelling("fi", timedelta(minutes=20))
    for shown in (0, 0, 1, 1, 2):
        telling.tell_look(shown, 2)
    told = capsys.readouterr().err

    assert 1 == told.count("enintään 20 minuuttia")
    assert 1 == told.count("1/2 tilaa")
