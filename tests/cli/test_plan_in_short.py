"""A plan fits on a screen: what is alike is told once, long lists are cut, --full has it all."""

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run
from tests.make import room, space
from tests.plan.making import broken, kept, matching_space, plan
from varaamo_sync.findings import Level
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.snapshot import PublishingState
from varaamo_sync_cli.render.plan.plan_text import Telling, word, write_text

DRAFT: dict[str, Any] = {"is_draft": True, "publishing": PublishingState.DRAFT}
OTHER_TYPE = {"type": "Kokoustila"}


def _columns(text: str, width: int = 100) -> int:
    """Return how many lines of a terminal a text takes."""
    return sum(max(1, -(-cell_len(line) // width)) for line in text.splitlines())


@pytest.mark.parametrize("lang", LANGS)
def test_a_plan_of_forty_rooms_fits_on_a_screen(
    cli: Run, helsinki: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts first, then decisions, then what residents will see; the next step stands last."""
    monkeypatch.chdir(helsinki)
    shown = cli("plan", "--sandbox", "--lang", lang).out
    lines = shown.splitlines()
    places = [
        next(n for n, line in enumerate(lines) if line.startswith(start))
        for start in (
            word("differing_head", lang, count=4)[:10],
            f"  {word('way_ours', lang, command='')}",
            word("new_head", lang, count=13),
            word("next_push", lang, command="varaamo-sync push"),
        )
    ]

    assert _columns(shown) <= {"fi": 45}.get(lang, 50)
    assert lines[0].startswith(word("summary", lang, counts="")[:5])
    assert sorted(places) == places
    assert lines[-1].endswith("--full")


def test_nothing_said_in_short_is_missing_in_full(cli: Run, helsinki: Path) -> None:
    """--full names every room that the plan does something with, by its key."""
    made = json.loads(cli("plan", helsinki, "--sandbox", "--format", "json").out)
    full = cli("plan", helsinki, "--sandbox", "--full").out

    keys = [room["room"] for room in made["rooms"] if room["action"] != "nothing"]
    assert [] == [key for key in keys if f" {key} " not in full]
    assert "Pisin varausaika: Varaamo –, luettelo 4 h" in full


def test_both_ways_out_of_a_conflict_can_be_typed(cli: Run, helsinki: Path) -> None:
    """After the one command, and after the other on another copy, there is no conflict left."""
    shown = cli("plan", helsinki, "--sandbox", "--unit", "NUP").out
    ways = [
        line.partition("varaamo-sync ")[2] for line in shown.splitlines() if ": varaamo" in line
    ]
    pull = next(way for way in ways if way.startswith("pull"))
    ours = next(way for way in ways if "--on-conflict ours" in way)
    taken = cli(*pull.split())
    at_peace = cli("plan", helsinki, "--sandbox", "--unit", "NUP").out

    assert f"pull {helsinki} --sandbox --unit NUP" == pull
    assert f"push {helsinki} --sandbox --unit NUP --on-conflict ours" == ours
    assert 0 == taken.code
    assert "ristiriita" not in at_peace


def test_rooms_that_change_alike_are_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """One line says what changes in several rooms, how many they are, and the first of them."""
    rooms = [room(f"nup-{n}", name={"fi": f"Sali {n}"}) for n in range(1, 7)]
    made = plan(
        *rooms,
        remotes=[
            kept(n, made=rooms[n - 1], name=f"Sali {n}", spaces=(n,), values=OTHER_TYPE)
            for n in range(1, 7)
        ],
        spaces=[space(n, f"demo:nup-{n}") for n in range(1, 7)],
    )
    write_text(made, "fi")

    assert "Tilatyyppi: Kokoustila → Sali: 6 – Sali 1, Sali 2, Sali 3 + 3\n" in (
        capsys.readouterr().out
    )


def test_an_adopted_room_that_is_published_is_not_called_a_draft(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What residents see already stays as it is while its entry is unready; a draft stays one."""
    unready = [broken("description-missing-sv", Level.PUBLISH)]
    for form in (Telling(), Telling(full=True)):
        shown = plan(room(), remotes=[kept()], spaces=[matching_space()], findings=unready)
        write_text(shown, "fi", form)
        of_shown = capsys.readouterr().out
        draft = plan(room(), remotes=[kept(**DRAFT)], spaces=[matching_space()], findings=unready)
        write_text(draft, "fi", form)
        of_draft = capsys.readouterr().out

        assert "luonnokseksi" not in of_shown
        assert "n jo julkaistu ja jää" in of_shown
        assert "puuttuu: kuvaus sv" in of_shown
        assert "ää luonnokseksi" in of_draft


def test_what_the_guard_stops_is_said_with_the_way_on(capsys: pytest.CaptureFixture[str]) -> None:
    """The plan itself names the option that lets a large change pass, and no bare push."""
    rooms = [room(f"nup-{n}", name={"fi": f"Sali {n}"}) for n in range(10)]
    made = plan(
        *rooms,
        remotes=[
            kept(n + 1, made=rooms[n], name=f"Sali {n}", spaces=(n + 1,), values=OTHER_TYPE)
            for n in range(10)
        ],
        spaces=[space(n + 1, f"demo:nup-{n}") for n in range(10)],
    )
    write_text(made, "fi")
    shown = capsys.readouterr().out

    assert "NUP: 10 tilaa, ilman erillistä lupaa enintään 3" in shown
    assert "varaamo-sync push --allow NUP=10\n" in shown
    assert "Seuraavaksi" not in shown


def test_a_saved_plan_is_what_is_offered_next(cli: Run, started: Path, tmp_path: Path) -> None:
    """After --out the next step is to push just that; what the options said stays said."""
    file = tmp_path / "plan.json"
    shown = cli("plan", started, "--sandbox", "--archive", "--unit", "NUP", "--out", file).out
    step = next(line for line in shown.splitlines() if line.startswith("Seuraavaksi: "))
    done = cli(*step.split()[2:], "-q")

    assert f"push {started} --sandbox --unit NUP --archive --plan {file}" in step
    assert (0, "1 tehty.") == (done.code, done.out.splitlines()[0])


def test_quiet_leaves_out_what_is_next(cli: Run, started: Path) -> None:
    """-q has results alone: what is not ours to touch, and what to type next, are notes."""
    loud = cli("plan", started, "--sandbox")
    quiet = cli("plan", started, "--sandbox", "-q")

    assert "Seuraavaksi: " in loud.out
    assert "näihin ei kosketa" in loud.out
    assert loud.out.startswith(quiet.out.rstrip())
    assert not any(text in quiet.out for text in ("Seuraavaksi", "näihin ei kosketa"))
    assert ("", "") == (loud.err, quiet.err)
