"""What is printed arrives, whatever stands where stdout should; what does not arrive is told."""

import codecs
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from tests.cli.every_command import CASES, Bytes, World, make_world, run_in, standing
from tests.cli.test_manners import commands
from tests.clock import now
from tests.service_map.pretended import PretendedMap, serving
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync_cli.main import run
from varaamo_sync_cli.media.nearest_signs import nearest

FULL = Path("/dev/full")
PROGRAM = [sys.executable, "-m", "varaamo_sync_cli.main"]
on_full_disks = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
every = pytest.mark.parametrize("name", CASES)

Ready = Callable[[str], list[str]]
Spoken = Callable[[str, Ready], Bytes]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Make a world once; each run gets a copy."""
    folder = tmp_path_factory.mktemp("world")
    with (
        Sandbox(folder / "served.db", clock=now) as sandbox,
        running(sandbox) as url,
        serving(PretendedMap().answer) as service_map,
    ):
        yield make_world(folder, url, service_map)


@pytest.fixture
def ready(world: World, monkeypatch: pytest.MonkeyPatch) -> Ready:
    """Return what makes the world ready for a case, and gives its command."""

    def ready(name: str) -> list[str]:
        left = list(CASES[name].typed)
        monkeypatch.setenv("XDG_STATE_HOME", str(world.out / "state"))  # the same each time
        monkeypatch.setattr("click.prompt", lambda *_, **__: left.pop(0))
        monkeypatch.setattr("varaamo_sync_cli.commands.setup.login.can_ask", lambda: True)
        return world.words(CASES[name])

    return ready


@pytest.fixture(scope="module")
def spoken(world: World) -> Spoken:
    """Return what runs a command with pipes that speak UTF-8, each of them once."""
    kept: dict[str, Bytes] = {}

    def spoken(name: str, ready: Ready) -> Bytes:
        if name not in kept:
            kept[name] = run_in("utf-8", ready(name))
        return kept[name]

    return spoken


def timeless(text: str) -> str:
    """Return what was printed without what differs each time: moments, ports, new identities."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+([.:,]\d+)*", "#", text)


def in_signs_of(encoding: str, text: str) -> str:
    """Return a text as a person reads it where only some signs are to be had."""

    def sign(each: str) -> str:
        try:
            codecs.encode(each, encoding)
        except UnicodeEncodeError:
            return nearest(each)
        return each

    return "".join(map(sign, text))


def test_every_command_is_walked_over() -> None:
    """A command that is added is added to the walk."""
    walked = {
        " ".join(case.arguments.split()[:words]) for case in CASES.values() for words in (1, 2)
    }
    ending = {name for name, command in commands() if not isinstance(command, click.Group)}

    on_postgresql = {"schedule add", "worker"}
    assert {"sandbox serve", "serve", *on_postgresql} == ending - walked


@every
@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1", "ascii", "cp437"])
def test_every_command_speaks_every_encoding(
    ready: Ready, spoken: Spoken, name: str, encoding: str
) -> None:
    """Programs get UTF-8, people the nearest signs that there are; the exit code stays."""
    expected = spoken(name, ready)
    found = run_in(encoding, ready(name))
    of_out = "utf-8" if CASES[name].machine else encoding

    assert expected.code == found.code, found.err.decode(encoding)
    for before, after, signs in (
        (expected.out, found.out, of_out),
        (expected.err, found.err, encoding),
    ):
        said = in_signs_of(signs, before.decode("utf-8"))
        assert timeless(said) == timeless(after.decode(signs))


@every
@pytest.mark.parametrize("kind", [pytest.param("full", marks=on_full_disks), "closed"])
@pytest.mark.usefixtures("english")
def test_output_that_cannot_be_written_is_no_bug(
    ready: Ready, tmp_path: Path, name: str, kind: str
) -> None:
    """A full disk, or no stdout at all, ends with 74, a line that says so, and what to do."""
    words, told = ["-q", *ready(name)], tmp_path / "err"
    out = FULL.open("w", encoding="utf-8") if kind == "full" else None
    with told.open("w", encoding="utf-8") as err, standing(out, err):
        code = run(words)
    if out is not None:
        out.close()
    lines = told.read_text(encoding="utf-8").splitlines()

    assert (74, 2) == (code, len(lines)), lines
    assert lines[0].startswith("error: stdout cannot be written: ")
    assert lines[1].startswith("  fix: Free some space, or lead the output elsewhere")


def piped_to_nobody(words: list[str], told: Path) -> Bytes:
    """Run a command whose reader has left."""
    reading, writing = os.pipe()
    os.close(reading)
    with (
        os.fdopen(writing, "w", encoding="utf-8") as out,
        told.open("w", encoding="utf-8") as err,
        standing(out, err),
    ):
        code = run(words)
    return Bytes(code, b"", told.read_bytes())


@every
def test_a_reader_that_leaves_early_ends_nothing(
    ready: Ready, spoken: Spoken, tmp_path: Path, name: str
) -> None:
    """With ``| head`` a command does all that it does, says nothing of it, and ends as it would."""
    expected = spoken(name, ready)
    found = piped_to_nobody(ready(name), tmp_path / "err")

    assert expected.code == found.code
    assert timeless(expected.err.decode()) == timeless(found.err.decode())


@every
def test_talk_that_nobody_hears_ends_nothing(
    ready: Ready, spoken: Spoken, tmp_path: Path, name: str
) -> None:
    """Where stderr leads nowhere, a command prints its result and ends as it would."""
    expected = spoken(name, ready)
    words, printed = ready(name), tmp_path / "out"
    with printed.open("w", encoding="utf-8", newline="") as out, standing(out, None):
        code = run(words)

    assert expected.code == code
    assert timeless(expected.out.decode()) == timeless(printed.read_bytes().decode())


def test_what_could_not_be_written_does_not_come_out_of_the_next_run(
    ready: Ready, tmp_path: Path
) -> None:
    """A run whose stdout is closed leaves nothing behind for the one after it."""
    printed = tmp_path / "out"
    with standing(None, None):
        assert 74 == run(ready("report"))
    with printed.open("w", encoding="utf-8") as out, standing(out, None):
        assert 0 == run(ready("report"))

    assert 1 == printed.read_text("utf-8").count("raportti.md")


@pytest.mark.parametrize(
    ("shell", "code", "out", "err"),
    [
        ("rules | head -n 1", "0", 1, 0),
        ("schema rooms | head -n 1", "0", 1, 0),
        ("--help | head -n 1", "0", 1, 0),
        ("rules > /dev/full", "74", 0, 2),
        ("--version > /dev/full", "74", 0, 2),
        ("rules --format json > /dev/full", "74", 0, 2),
        ("rules > /dev/full 2>&1", "74", 0, 0),
        ("rules >&-", "74", 0, 2),
        ("nonsense 2>&-", "2", 0, 0),
        ("rules 2> /dev/full | head -n 1", "0", 1, 0),
        ("unlock none <&-", "2", 0, 2),
    ],
)
@on_full_disks
def test_a_process_ends_as_its_command_does(shell: str, code: str, out: int, err: int) -> None:
    """What Python itself does when it ends adds neither noise nor another exit code."""
    before, pipe, after = shell.partition(" | ")
    script = f'"$@" {before} {pipe} {after}; echo "${{PIPESTATUS[0]}}" >&3'
    reading, writing = os.pipe()
    ran = subprocess.run(
        ["bash", "-c", f"exec 3>&{writing}; {script}", "bash", *PROGRAM],
        pass_fds=(writing,),
        capture_output=True,
        check=False,
    )
    os.close(writing)
    with os.fdopen(reading) as status:
        ended = status.read().strip()

    assert (code, out, err) == (ended, ran.stdout.count(b"\n"), ran.stderr.count(b"\n")), ran.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1", "ascii"])
def test_a_process_speaks_what_its_surroundings_do(encoding: str) -> None:
    """What the environment says of the encoding of pipes is kept; programs get UTF-8."""
    surroundings = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    text, json = (
        subprocess.run(
            [*PROGRAM, "explain", "description-missing-sv", "--format", form],
            env=surroundings,
            capture_output=True,
            check=True,
        ).stdout
        for form in ("text", "json")
    )

    assert in_signs_of(encoding, "ä") in text.decode(encoding)
    assert "ä" in json.decode("utf-8")


@pytest.mark.parametrize(
    ("signs", "near"),
    [
        ("→ – ─ │ ├ █", "-> - - | + #"),
        ("… ” ’ «", '... " \' "'),
        ("ä Å š ø ½ ²", "a A s o 1/2 2"),
        ("5 € ≥ 3 €", "5 EUR >= 3 EUR"),
        ("a\u00a0b", "a b"),
        ("漢 😀 \ud800", "? ? ?"),
    ],
)
def test_a_sign_has_a_nearest_one(signs: str, near: str) -> None:
    """What stands for a sign is what a person would write without it."""
    assert near == "".join(sign if sign.isascii() else nearest(sign) for sign in signs)


def test_whatever_stands_for_a_sign_can_be_written_everywhere() -> None:
    """No sign at all is answered by one that an encoding may not have, or by nothing."""
    wrong = [
        number
        for number in range(sys.maxunicode + 1)
        if not ((near := nearest(chr(number))) and near.isascii())
    ]

    assert [] == wrong
