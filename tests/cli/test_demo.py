"""The demo: the main job on an example, which fits a screen or two and leaves nothing behind."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.model import LANGS, Lang, Room, Wanted
from varaamo_sync.model.hours import said_hours
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.demo.demonstration import FOLLOWED

say = Theme("commands/demo")
EXAMPLE = Path(__file__).parents[2] / "examples" / "helsinki"
STEPS = ("check", "before", "plan", "push", "hours", "after", "again")
WITHOUT_ROOMS = ("before", "again")
"""Steps that only count rooms."""

STAGES = ("prepared", "in_progress", "ready", "earlier")


@dataclass(frozen=True)
class Shown:
    """What a run of the demo left behind.

    Attributes:
        lang: In which language it spoke.
        out: What it printed.
        err: The same to stderr.
        left: Files in all folders that it could write to.
    """

    lang: Lang
    out: str
    err: str
    left: tuple[str, ...]

    @property
    def steps(self) -> dict[str, str]:
        """Return what was printed of each step."""
        parts = []
        rest = self.out
        for number, name in enumerate(STEPS, 1):
            head = f"\n{number}/7  {say(f'title.{name}', self.lang)}\n"
            before, found, rest = rest.partition(head)
            assert found, head
            parts.append(before)
        return dict(zip(STEPS, [*parts[1:], rest], strict=True))


@pytest.fixture(scope="module", params=LANGS)
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Run the demo in a language, where there is no shell, no make and no terminal."""
    lang: Lang = request.param
    folder = tmp_path_factory.mktemp(lang)
    (folder / "tmp").mkdir()
    (folder / "here").mkdir()
    kept = {"PATH": "", "COLUMNS": "100", "VARAAMO_SYNC_STORE": "postgresql://db.invalid/x"}
    kept |= {name: str(folder / "tmp") for name in ("TMPDIR", "TEMP", "TMP")}
    kept |= {"HOME": str(folder / "here"), "XDG_STATE_HOME": str(folder / "here")}
    kept |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    ran = subprocess.run(
        [sys.executable, "-m", "varaamo_sync_cli.main", "demo", "--lang", lang],
        cwd=folder / "here",
        env=kept | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert 0 == ran.returncode, ran.stderr
    left = (str(file.relative_to(folder)) for file in folder.rglob("*"))
    return Shown(lang, ran.stdout, ran.stderr, tuple(sorted(left)))


@pytest.fixture(scope="module")
def rooms() -> dict[str, Room]:
    """Give the rooms of the example by their keys."""
    return read_catalogue(EXAMPLE).usable().by_key


def test_the_story_fits_120_lines_of_100_columns(shown: Shown) -> None:
    """Nobody scrolls far: the length is that of two screens, and no line is broken."""
    lines = shown.out.splitlines()

    assert 60 < len(lines) <= 120
    assert 100 >= max(map(cell_len, lines))
    assert "" == shown.err


def test_nothing_is_left_behind(shown: Shown) -> None:
    """Neither the folder of temporary files, nor the present one, nor the home holds anything."""
    assert ("here", "tmp") == shown.left


def test_five_rooms_are_named_in_each_step(shown: Shown, rooms: dict[str, Room]) -> None:
    """The same five, in the language of the run, and each step shows what one types for it."""
    for name, text in shown.steps.items():
        assert text.startswith("$ varaamo-sync ")
        flat = " ".join(text.split())
        named = [key for key in FOLLOWED if rooms[key].label(shown.lang) in flat]
        if name not in WITHOUT_ROOMS:
            assert list(FOLLOWED) == named, name


def test_the_table_stands_before_and_after(shown: Shown) -> None:
    """The same headings twice, and other counts; the goal is told after the second."""
    steps = shown.steps
    headings = [Theme("report/standing")(f"heading.{name}", shown.lang) for name in STAGES[:3]]
    total = Theme("report/standing")("heading.total", shown.lang)
    before, after = (
        next(line for line in steps[name].splitlines() if line.startswith(total))
        for name in ("before", "after")
    )

    assert all(heading in steps[name] for heading in headings for name in ("before", "after"))
    assert before != after
    assert "2027" in steps["after"]


def test_it_ends_with_no_changes_and_with_what_to_type(shown: Shown) -> None:
    """A second push changes nothing; then it says how to go on, with commands that exist."""
    end = shown.steps["again"]

    assert Theme("commands/notes")("no_changes", shown.lang) in end
    assert "varaamo-sync demo --keep helsinki" in end
    assert "varaamo-sync init " in end


def test_its_counts_are_those_of_the_commands(cli: Run, tmp_path: Path) -> None:
    """What is kept is the catalogue and its sandbox: commands go on there and count the same."""
    folder = tmp_path / "a folder"
    ran = cli("demo", "--keep", folder, "--lang", "en")
    counted = json.loads(cli("status", folder, "--sandbox", "--format", "json").out)
    again = cli("push", folder, "--sandbox", "--on-conflict", "ours", "--format", "json", "-q")
    table = Shown("en", ran.out, ran.err, ()).steps["after"]
    total = next(line for line in table.splitlines() if line.startswith("Total"))

    assert 0 == ran.code, ran.err
    assert [counted["total"][stage] for stage in STAGES] == [
        int(cell) for cell in total.split()[1:5]
    ]
    assert {"unchanged", "unready"} == {room["status"] for room in json.loads(again.out)["rooms"]}
    assert f'varaamo-sync status "{folder}" --sandbox' in " ".join(ran.out.split("\n"))
    assert {file.name for file in EXAMPLE.iterdir() if file.is_file()} <= {
        file.name for file in folder.iterdir()
    }


@pytest.mark.usefixtures("english")
def test_a_folder_with_something_in_it_is_left_alone(cli: Run, tmp_path: Path) -> None:
    """What a person has there is not written over; an empty folder is taken."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "nup.yaml").write_text("omaa", encoding="utf-8")
    ran = cli("demo", "--keep", tmp_path / "mine")
    beside = cli("demo", "--keep", tmp_path / "mine" / "nup.yaml")

    assert (2, 2) == (ran.code, beside.code)
    assert "There is something in the folder" in ran.err
    assert ["nup.yaml"] == [file.name for file in (tmp_path / "mine").iterdir()]


def test_the_rooms_of_the_demo_are_in_the_example(rooms: dict[str, Room]) -> None:
    """Keys that the demo follows are those of examples/helsinki, each once."""
    assert 5 == len(set(FOLLOWED))
    assert set() == set(FOLLOWED) - rooms.keys()


def test_hours_come_from_the_catalogue(shown: Shown, rooms: dict[str, Room]) -> None:
    """They are pushed, and of every room that is to be published the example states them."""
    hours = shown.steps["hours"]
    stated = rooms["liiku-merellinen-sauna-1"].hours

    assert "$ varaamo-sync hours push helsinki --sandbox" in hours
    assert stated is not None
    assert said_hours(stated, shown.lang) in " ".join(hours.split())
    assert [] == [
        key for key, room in rooms.items() if room.wanted is Wanted.PUBLISHED and not room.hours
    ]
