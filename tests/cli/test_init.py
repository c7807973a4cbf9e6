"""A first catalogue: asked for, said by options, or the example, which is no goal of anybody's."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.docs.terminal import at_terminal
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.model import EXAMPLE_ID, LANGS, Catalogue, Lang, ServiceUnit
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.catalogue.new_catalogue import id_of

say = Theme("commands/init")
PROGRAM = shlex.join([sys.executable, "-m", "varaamo_sync_cli.main", "init"])


def made(folder: Path) -> Catalogue:
    """Return the catalogue that was made, all of which can be read."""
    reading = read_catalogue(folder)
    assert () == reading.findings
    return reading.usable()


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_terminal_nobody_is_asked(cli: Run, tmp_path: Path, lang: Lang) -> None:
    """The example is taken, and told to be one; what to type next is there in each language."""
    ran = cli("init", tmp_path / "uusi", "--lang", lang)

    assert (0, "") == (ran.code, ran.err)
    assert (EXAMPLE_ID, 4) == (made(tmp_path / "uusi").id, len(made(tmp_path / "uusi").rooms))
    assert say("example_rooms", lang) in " ".join(ran.out.split())
    assert say("example_id", lang, id=EXAMPLE_ID) in " ".join(ran.out.split())
    assert f"varaamo-sync validate {tmp_path / 'uusi'}" in ran.out


def test_example_rooms_do_not_count(cli: Run, tmp_path: Path) -> None:
    """In no service unit do they belong to the goal, and a note says that they are examples."""
    cli("init", tmp_path / "uusi")
    counted = json.loads(cli("status", tmp_path / "uusi", "--sandbox", "--format", "json").out)

    assert all(not room.goal and room.note for room in made(tmp_path / "uusi").rooms)
    assert {"not_met"} == {unit["outlook"] for unit in counted["goal"]["units"].values()}
    assert [[]] * 4 == [unit["rooms"] for unit in counted["goal"]["units"].values()]


@pytest.mark.parametrize(
    "name", ["Järvelän kaupunki", 'a: "b" # c', "on", "\\ ’x’", "{fi: x}", "1", "日本 😀"]
)
def test_options_say_whose_it_is(cli: Run, tmp_path: Path, name: str) -> None:
    """Whatever a name is, it is read back as it was said; only the named units are made."""
    folder = tmp_path / "uusi"
    ran = cli("init", folder, "--name", name, "--id", "null", "--unit", "nup", "--lang", "sv")

    assert 0 == ran.code, ran.err
    assert (None, name) == (made(folder).organisation.fi, made(folder).organisation.sv)
    assert ("null", "sv") == (made(folder).id, made(folder).lang)
    assert ["catalogue.yaml", "goals.yaml", "nup.yaml"] == sorted(
        file.name for file in folder.iterdir()
    )
    assert EXAMPLE_ID not in ran.out


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Järvelän nuoriso- ja liikuntapalvelut", "jarvelan-nuoriso-ja-liikuntapalvelut"),
        ("ÅBO", "abo"),
        ("Kaupungin kulttuurin ja vapaa-ajan toimiala", "kaupungin-kulttuurin-ja-vapaa-ajan"),
        ("x" * 60, "x" * 40),
        ("日本", ""),
    ],
)
def test_a_name_suggests_an_id(name: str, id: str) -> None:
    """Letters lose their signs, words stay whole, and what has no letters suggests none."""
    assert id == id_of(name)


def test_a_name_without_an_id_makes_one(cli: Run, tmp_path: Path) -> None:
    """Who says a name gets an id of its own, and a name without letters that of the example."""
    cli("init", tmp_path / "a", "--name", "Järvelä")
    cli("init", tmp_path / "b", "--name", "日本", "--unit", "LIIKU", "--unit", "KIR")

    assert ("jarvela", EXAMPLE_ID) == (made(tmp_path / "a").id, made(tmp_path / "b").id)
    units = [room.service_unit for room in made(tmp_path / "b").rooms]
    assert [ServiceUnit.KIR, ServiceUnit.LIIKU] == units


def test_what_no_option_says_is_asked(tmp_path: Path) -> None:
    """A wrong answer is told and asked again; Enter takes what is offered; options are heeded."""
    folder, other = tmp_path / "uusi", tmp_path / "a"
    typed = ["Järvelä", "a b", "", "nuo", "nup, kir"]
    code, seen = at_terminal(f"{PROGRAM} {folder} --lang fi", typed)
    one, short = at_terminal(f"{PROGRAM} {other} --id x --unit NUP --lang sv", [""])

    assert (0, 0) == (code, one), seen
    assert ("jarvela", "Järvelä") == (made(folder).id, made(folder).organisation.fi)
    names = {file.name for file in folder.iterdir()}
    assert {"catalogue.yaml", "goals.yaml", "kir.yaml", "nup.yaml"} == names
    assert "”a b” ei kelpaa" in seen
    assert "Palvelukokonaisuutta ”NUO” ei ole" in seen
    assert (2, 1) == (seen.count(say("ask_id", "fi")), short.count("]: "))
    assert ("x", "Esimerkkikaupunki") == (made(other).id, made(other).organisation.fi)


def test_enter_alone_takes_the_example(tmp_path: Path) -> None:
    """Three times Enter is the same as --yes, in the language of the run."""
    asked, seen = at_terminal(f"{PROGRAM} {tmp_path / 'a'} --lang sv", ["", "", ""])
    unasked, short = at_terminal(f"{PROGRAM} {tmp_path / 'b'} --lang sv --yes", [])

    assert (0, 0) == (asked, unasked)
    assert (3, 0) == (seen.count("]: "), short.count("]: "))
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
    assert "[Exempelstaden]: " in seen
    assert "[alla]: " in seen


def test_who_leaves_gets_nothing(tmp_path: Path) -> None:
    """Ctrl-D at a question ends with 130, and no folder is made."""
    code, _ = at_terminal(f"{PROGRAM} {tmp_path / 'a'}", ["Järvelä", "\x04"])

    assert (130, False) == (code, (tmp_path / "a").exists())


def test_nobody_answers_in_vain(tmp_path: Path) -> None:
    """Where a file stands in the way, that is told before the first question."""
    (tmp_path / "kir.yaml").write_text("omaa", encoding="utf-8")
    code, seen = at_terminal(f"{PROGRAM} {tmp_path} --unit NUP", [])

    assert (2, 0) == (code, seen.count("]: "))
    assert "kir.yaml" in seen


@pytest.mark.parametrize("id", ["", "a b", "ä", "x" * 101])
def test_what_cannot_be_an_id_is_refused(cli: Run, tmp_path: Path, id: str) -> None:
    """It is told what an id may hold, and nothing is written."""
    ran = cli("init", tmp_path / "a", "--id", id)

    assert (2, False) == (ran.code, (tmp_path / "a").exists())
    assert "a–z" in ran.err


def test_quiet_tells_only_what_was_made(cli: Run, tmp_path: Path) -> None:
    """With -q one line says where the catalogue is."""
    ran = cli("init", tmp_path / "a", "-q")

    assert 1 == len(ran.out.splitlines())
    assert str(tmp_path / "a") in ran.out
