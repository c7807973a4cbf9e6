"""Every command in every form, for laws that hold whatever is run."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO, cast

from varaamo_sync.catalogue_files import VENUES, write_venues
from varaamo_sync.jobs import schedule_of
from varaamo_sync.store import Store
from varaamo_sync.venue_register import RegisteredVenue, VenueRegister
from varaamo_sync_cli.main import run

ROOT = Path(__file__).parents[2]

ODD = "Sali → ★ 漢字 ☕ š ½ 😀"
"""A name with signs of every kind, which a file may hold."""


@dataclass(frozen=True)
class Case:
    """A command.

    Attributes:
        arguments: With HERE for the catalogue, OUT for a folder to write to, URL for a server, MAP
            for a service map.
        pushed: Whether the catalogue was pushed to its sandbox before.
        dropped: Whether an entry of its history was dropped after that.
        machine: Whether a program reads what it prints.
        typed: What a person answers.
    """

    arguments: str
    pushed: bool = False
    machine: bool = False
    typed: tuple[str, ...] = ()
    dropped: bool = False


def _forms(arguments: str, forms: str, *, pushed: bool = False) -> Iterator[tuple[str, Case]]:
    words = arguments.partition(" HERE")[0].split()
    name = " ".join(words[:2]) if words[0] == "hours" else words[0]
    for form in forms.split():
        with_form = f"{arguments} --format {form}"
        yield f"{name} {form}", Case(with_form, pushed, machine=form != "text")


CASES: Mapping[str, Case] = {
    "help": Case("--help"),
    "version": Case("--version"),
    "demo": Case("demo"),
    "demo kept": Case("demo --keep OUT/esittely"),
    "init": Case("init OUT/new"),
    **dict(_forms("validate HERE", "text json sarif junit github gitlab markdown")),
    "validate in full": Case("validate HERE --full"),
    "validate by owner": Case("validate HERE --by owner"),
    "validate to a workbook": Case("validate HERE --format xlsx --output OUT/found.xlsx"),
    "validate to a file": Case("validate HERE --format json --output OUT/found.json"),
    **dict(_forms("rules", "text json")),
    "rules in full": Case("rules --full"),
    **dict(_forms("explain description-missing-sv", "text json")),
    **dict(_forms("reference HERE --sandbox", "text json")),
    "venues find": Case("venues find Oodi HERE"),
    "venues find json": Case("venues find Oodi HERE --format json", machine=True),
    "venues check": Case("venues check HERE"),
    "venues check json": Case("venues check HERE --format json", machine=True),
    "venues refresh": Case("venues refresh HERE --service-map MAP"),
    "template": Case("template OUT/lomake.xlsx --catalogue HERE"),
    **dict(_forms("import OUT/tilat.csv --into HERE", "text json")),
    "annotate": Case("annotate OUT/tilat.xlsx --out OUT/merkitty.xlsx --into HERE"),
    "export": Case("export HERE", machine=True),
    "export to a file": Case("export HERE --out OUT/viety.xlsx"),
    "translations export": Case(
        "translations export HERE --to sv --format json --all", machine=True
    ),
    "translations export to a file": Case("translations export HERE OUT/a.xlsx --to sv --all"),
    **dict(_forms("translations import OUT/ruotsi.xlsx --into HERE", "text json")),
    **dict(_forms("plan HERE --sandbox", "text json markdown html")),
    "plan saved": Case("plan HERE --sandbox --out OUT/plan.json"),
    **dict(_forms("push HERE --sandbox", "text json")),
    "push with events": Case(
        "push HERE --sandbox --format json --events - --concurrency 1", machine=True
    ),
    "pull": Case("pull HERE --sandbox"),
    "pull dry": Case("pull HERE --sandbox --dry-run", pushed=True),
    **dict(_forms("status HERE --sandbox --rooms", "text json markdown csv", pushed=True)),
    **dict(_forms("history show HERE --sandbox", "text json markdown csv", pushed=True)),
    "history drop": Case("history drop ENTRY HERE --sandbox --reason väärin", pushed=True),
    "history restore": Case("history restore ENTRY HERE --sandbox", dropped=True),
    "history import": Case("history import OUT/seuranta.json HERE"),
    "report": Case("report HERE --sandbox --out OUT/raportti.md", pushed=True),
    **dict(_forms("goal list HERE", "text json")),
    **dict(_forms("hours status HERE --sandbox", "text json markdown", pushed=True)),
    **dict(_forms("hours plan HERE --sandbox", "text json markdown", pushed=True)),
    "hours plan to a file": Case("hours plan HERE --sandbox --out OUT/ajat.md", pushed=True),
    **dict(_forms("hours push HERE --sandbox", "text json", pushed=True)),
    "schedule list": Case("schedule list --store sqlite:///OUT/ajat.db"),
    "schedule list json": Case(
        "schedule list --store sqlite:///OUT/ajat.db --format json", machine=True
    ),
    "schedule run": Case("schedule run yö --store sqlite:///OUT/ajat.db"),
    "schedule remove": Case("schedule remove yö --store sqlite:///OUT/ajat.db"),
    **dict(_forms("hours pull HERE --sandbox --adopt", "text json", pushed=True)),
    "goal set": Case("goal set prosessit HERE --phase done"),
    "goal note": Case("goal note Hyvin HERE --unit NUP --goal tilavaraus"),
    "goal agree": Case("goal agree NUP HERE"),
    "login": Case("login --url URL --password", typed=("admin", "admin")),
    "logout": Case("logout --url URL"),
    **dict(_forms("whoami HERE --sandbox", "text json")),
    "unlock": Case("unlock HERE --sandbox", pushed=True),
    **dict(_forms("doctor HERE --sandbox", "text json", pushed=True)),
    **dict(_forms("conformance HERE --sandbox", "text json")),
    "schema": Case("schema"),
    "schema of rooms": Case("schema rooms", machine=True),
    "sandbox reset": Case("sandbox reset --path HERE"),
    "sandbox hours": Case("sandbox hours nup-esimerkkisali --path HERE", pushed=True),
    "sandbox respa": Case("sandbox respa Vintti --add --unit demo-004 --path HERE", pushed=True),
}
"""All of them but those that serve, which print nothing to stdout and do not end, and those that
need a PostgreSQL (``test_workers.py``)."""


@dataclass(frozen=True)
class World:
    """Where commands run: a catalogue and a folder to write to, the same for each run.

    Attributes:
        made: What they are made of, before and after a push.
        here: The catalogue.
        out: The folder to write to.
        url: Address of a server.
        service_map: Address of a service map.
        entry: Id of an entry of the history.
    """

    made: Path
    here: Path
    out: Path
    url: str
    service_map: str
    entry: str

    def words(self, case: Case) -> list[str]:
        """Make the world anew, and return the words of a command in it."""
        for folder, source in (
            (self.here, "dropped" if case.dropped else "pushed" if case.pushed else "fresh"),
            (self.out, "out"),
        ):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self.made / source, folder)
        places = {
            "HERE": str(self.here),
            "OUT": str(self.out),
            "URL": self.url,
            "MAP": self.service_map,
            "ENTRY": self.entry,
        }
        words = case.arguments
        for name, place in places.items():
            words = words.replace(name, place)
        return words.split()


def make_world(folder: Path, url: str, service_map: str) -> World:
    """Make a catalogue with signs of every kind and something to find in it, and push it."""
    made = folder / "made"
    assert 0 == quietly("init", made / "fresh")
    for file in (made / "fresh").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = text.replace("name: {fi: ", f"name: {{fi: {ODD} ").replace("{min: 1, max:", "{max:")
        file.write_text(text, encoding="utf-8")
    here = RegisteredVenue(tprek="1", name={"fi": f"Oodi {ODD}"}, address={}, zip="00100")
    write_venues(
        made / "fresh" / VENUES,
        VenueRegister(
            source="https://x", municipality="helsinki", taken=date(2026, 11, 26), venues=(here,)
        ),
    )
    shutil.copy(ROOT / "examples" / "helsinki" / "goals.yaml", made / "fresh")
    shutil.copytree(made / "fresh", made / "pushed")
    assert 0 == quietly("push", made / "pushed", "--sandbox")
    (made / "out").mkdir()
    for name in ("tilat.csv", "tilat.xlsx"):
        assert 0 == quietly("export", made / "fresh", "--out", made / "out" / name)
    with Store(f"sqlite:///{made / 'out' / 'ajat.db'}") as store:
        night = schedule_of(
            "yö",
            made / "fresh",
            "https://x",
            cron="0 3 * * *",
            now=datetime(2027, 3, 1, tzinfo=UTC),
        )
        assert store.schedules.add(night)
    out = ("--to", "sv", "--all", made / "out" / "ruotsi.xlsx")
    assert 0 == quietly("translations", "export", made / "fresh", *out)
    kept = io.StringIO()
    with standing(kept, io.StringIO()):
        assert 0 == run(["history", "show", str(made / "pushed"), "--sandbox", "--format", "json"])
    (made / "out" / "seuranta.json").write_text(kept.getvalue(), encoding="utf-8")
    entry = json.loads(kept.getvalue())["entries"][0]["id"]
    shutil.copytree(made / "pushed", made / "dropped")
    reason = ("--reason", "väärin")
    assert 0 == quietly("history", "drop", entry, made / "dropped", "--sandbox", *reason)
    return World(made, folder / "here", folder / "out", url, service_map, entry)


def quietly(*arguments: object) -> int:
    """Run a command whose output nobody looks at."""
    with standing(io.StringIO(), io.StringIO()):
        return run([str(argument) for argument in arguments])


@contextmanager
def standing(out: TextIO | None, err: TextIO | None) -> Iterator[None]:
    """Let a command find these where a shell would have put stdout and stderr."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = cast("tuple[TextIO, TextIO]", (out, err))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


@dataclass(frozen=True)
class Bytes:
    """What a command left behind, byte by byte."""

    code: int
    out: bytes
    err: bytes


def run_in(encoding: str, words: list[str]) -> Bytes:
    """Run a command whose stdout and stderr are pipes that speak an encoding."""
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", newline="")
        for _ in range(2)
    )
    with standing(out, err):
        code = run(words)
    out.flush()
    err.flush()
    return Bytes(
        code,
        cast("io.BytesIO", out.buffer).getvalue(),
        cast("io.BytesIO", err.buffer).getvalue(),
    )
