"""A plan shows what a new room will say to residents, before it says it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.plan_pages import as_markdown
from tests.make import remote, room, space
from tests.plan.making import only, plan
from varaamo_sync.model import LANGS
from varaamo_sync.plan import Plan
from varaamo_sync_cli.render.plan.plan_residents import line_to_residents
from varaamo_sync_cli.render.plan.plan_text import Telling, write_text

FULL = room(
    purposes=["Musiikki", "Juhlat"],
    pricing=[
        {"lowest": 5, "highest": 10, "vat": 0, "unit": "per_day", "payment": "on_site"},
        {"free": True, "from": "2030-01-01"},
    ],
    access=[{"type": "opened_by_staff"}, {"type": "physical_key", "from": "2030-02-01"}],
    booking={
        "kind": "direct", "interval": "30 min", "min": "1 h", "max": "4 h",
        "window": {"min_days": 1, "max_days": 90}, "opens": "2027-09-01 08:00",
    },
)  # fmt: skip
SAID = (
    "asukkaalle: 5,00–10,00 € / päivä (alv 0 %), maksuton 1.1.2030 alkaen; henkilökunta avaa, "
    "avain 1.2.2030 alkaen; 1–100 henkilöä; suora varaus, alkaa 30 min välein, kesto 1 h–4 h, "
    "varattava 1–90 päivää ennen, varaaminen alkaa 1.9.2027 08:00; Juhlat, Musiikki"
)


def test_a_new_room_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Price, way in, capacity, booking times and purposes stand under the room."""
    made = plan(FULL)
    write_text(made, "fi")
    short = capsys.readouterr().out.splitlines()
    write_text(made, "fi", Telling(full=True))
    full = capsys.readouterr().out.splitlines()

    assert SAID in [line.strip() for line in full]
    assert SAID in as_markdown(made, "fi")
    assert (
        "  + Sali, Arabian nuorisotalo: 5,00–10,00 € / päivä, maksuton 1.1.2030 alkaen · "
        "henkilökunta avaa, avain 1.2.2030 alkaen · 1–100 hlö · 1–4 h · "
        "avautuu 1.9.2027 08:00 · Juhlat + 1"
    ) in short


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"pricing": None}, "hinta puuttuu; vapaa pääsy"),
        ({"access": None}, "sisäänpääsy puuttuu"),
        ({"capacity": None}, "henkilömäärä puuttuu"),
        ({"capacity": {"max": 5}}, "enintään 5 henkilöä"),
        ({"capacity": {"min": 5}}, "vähintään 5 henkilöä"),
        ({"booking": {}}, "varausajat puuttuvat"),
        ({"booking": {"max": "2 h"}}, "kesto …–2 h"),
        ({"booking": {"window": {"max_days": 9}}}, "varattava enintään 9 päivää ennen"),
        ({"booking": {"window": {"min_days": 2}}}, "varattava vähintään 2 päivää ennen"),
        ({"purposes": []}, "käyttötarkoitus puuttuu"),
        ({"unread": {"pricing": "katso hinnasto"}}, "hinta tulkitsematta (”katso hinnasto”)"),
        ({"unread": {"pricing.vat": "?"}}, "hinta tulkitsematta (”?”)"),
        (
            {"unread": {"capacity.max": "paljon"}},
            "vähintään 1 henkilöä, henkilömäärä tulkitsematta (”paljon”)",
        ),
        ({"unread": {"booking.min": "hetki"}}, "varausajat tulkitsematta (”hetki”)"),
    ],
)
def test_what_is_missing_or_unread_is_told(fields: dict[str, Any], said: str) -> None:
    """Silence is told as silence, and words that nobody could read as what they are."""
    assert said in line_to_residents(only(plan(room(**fields))), "fi")


@pytest.mark.parametrize("lang", LANGS)
def test_each_language_has_its_line(lang: Any) -> None:
    """The line is there in every language, with numbers as people write them there."""
    said = line_to_residents(only(plan(FULL)), lang)

    assert ("10.00" if lang == "en" else "10,00") in said
    assert "None" not in said


def _known() -> Plan:
    return plan(room(), remotes=[remote(5, name="Sali")], spaces=[space(5)])


def test_only_new_rooms_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A room that is there already shows what changes, and not all that it says."""
    write_text(_known(), "fi")

    assert "asukkaalle" not in capsys.readouterr().out
    assert _known().as_dict()["rooms"][0]["to_residents"] is None


def test_the_same_is_there_as_json() -> None:
    """Scripts see the values, prices as text and lengths of time as people write them."""
    told = plan(FULL).as_dict()["rooms"][0]["to_residents"]

    assert ("5.00", "10.00", "per_day") == tuple(
        told["pricing"][0][name] for name in ("lowest", "highest", "unit")
    )
    assert ("30 min", "2027-09-01T08:00:00+03:00") == (
        told["booking"]["interval"], told["booking"]["opens"]
    )  # fmt: skip
    assert (["Juhlat", "Musiikki"], {}) == (told["purposes"], told["unread"])
