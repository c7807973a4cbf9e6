"""Every command in every language: nothing is missing, and nothing is of another language.

What is told is held against the word files of the other languages, and against the little words
that every English sentence has, which stand in no word file.
"""

import io
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

import pytest

from tests.cli.every_command import CASES, Case, World, make_world, standing
from tests.clock import now
from tests.service_map.pretended import PretendedMap, serving
from tests.words.test_help import EACH
from tests.words.test_word_files import ROOT, THEMES, texts
from varaamo_sync.model import LANGS, SANDBOX_ORIGIN, Lang
from varaamo_sync.sandbox import Sandbox, running
from varaamo_sync_cli.main import run

ENGLISH = re.compile(
    r"\b(?:the|is|are|was|were|of|and|with|not|there|this|that|from|which|has|have|its|nothing|"
    r"nobody|cannot|for|rooms?(?!  ))\b",
    re.IGNORECASE,
)
"""Words without which there is hardly an English sentence, and that the others do not have."""

NAMES = re.compile(r"[\w./:=-]*[-_/.:=][\w./:=-]*|^\s+(?:en|sv): .*$|“[^”]*”|”[^”]*”", re.MULTILINE)
"""Ids, paths and addresses, texts of examples, and what is quoted."""

FROM_LIBRARIES = re.compile(
    r"Extra inputs are not permitted|"
    r"did not find expected node content, while parsing a flow node"
)
"""What libraries and the system say in particular, which we hand on."""

TWO_WORDS = re.compile(r"[^\W\d]{3,}[,:]? [^\W\d]{3,}")

PEOPLE = {
    name: case
    for name, case in CASES.items()
    if not case.machine or case.arguments.endswith("markdown")
}
"""What people read."""

SURROUNDINGS = {
    "no folder": Case("validate OUT/none"),
    "no catalogue": Case("plan OUT --sandbox"),
    "no target": Case("plan HERE"),
    "no target to push to": Case("push HERE"),
    "two targets": Case("push HERE --sandbox --url http://127.0.0.1:9"),
    "an unknown target": Case("pull HERE --target tuotanto"),
    "an odd address": Case("status HERE --url ftp://x"),
    "plain HTTP elsewhere": Case("whoami --url http://varaamo.example.invalid"),
    "nobody answers": Case("status HERE --url http://127.0.0.1:9"),
    "nobody answers a login": Case("login --url http://127.0.0.1:9 --password", typed=("a", "b")),
    "nobody answers a trial": Case("conformance HERE --url http://127.0.0.1:9"),
    "nobody answers a doctor": Case("doctor HERE --url http://127.0.0.1:9"),
    "no login": Case("push HERE --url URL --yes"),
    "no login of a doctor": Case("doctor HERE --url URL"),
    "nobody is logged in": Case("whoami HERE --url URL"),
    "a wrong password": Case("login --url URL --password", typed=("admin", "väärä")),
    "a venue without writing": Case("conformance HERE --sandbox --venue demo-001"),
    "no venue to write to": Case("conformance HERE --url URL --write"),
    "a file that is there": Case("init HERE"),
    "no name of a workbook": Case("template OUT/a.xls --catalogue HERE"),
    "nothing to export to": Case("export HERE --format xlsx"),
    "a form that is none": Case("import HERE/kir.yaml --into HERE"),
    "an answer that is none": Case("import OUT/tilat.csv --into HERE --venue Kontula"),
    "no rule": Case("explain xx"),
    "no schema": Case("schema xx"),
    "no baseline": Case("validate HERE --baseline OUT/none"),
    "no plan": Case("push HERE --sandbox --plan HERE/kir.yaml"),
    "no day": Case("status HERE --as-of 31.13.2027"),
    "no entry of a day": Case("status HERE --as-of 2001-01-01"),
    "options that exclude each other": Case("status HERE --sandbox --offline --record"),
    "no survey": Case("status HERE --sandbox --offline"),
    "no entry": Case("history drop 123456 HERE --sandbox --reason x"),
    "no history": Case("history import HERE/kir.yaml HERE"),
    "no room in the sandbox": Case("sandbox hours xx --path HERE"),
    "no room in its Respa": Case("sandbox respa xx --path HERE"),
    "no unit in its Respa": Case("sandbox respa xx --path HERE --add --unit xx"),
    "two things in its Respa": Case("sandbox respa xx --path HERE --closed --deleted"),
    "no sandbox": Case("sandbox reset --data HERE/kir.yaml"),
    "no faults": Case("sandbox serve --path HERE --faults HERE/kir.yaml"),
    "a store that is none": Case("push WRECKED --sandbox"),
    "a doctor of a store that is none": Case("doctor WRECKED --sandbox"),
    "a control character in reference data": Case("validate WRECKED"),
    "nobody answers a search": Case("venues find Oodi OUT --service-map http://127.0.0.1:9"),
    "nobody answers a refresh": Case("venues refresh HERE --service-map http://127.0.0.1:9"),
    "a guard": Case("push HERE --sandbox --allow XX=1"),
    "a broken file": Case("validate BROKEN"),
    "a plan of a broken file": Case("plan BROKEN --sandbox"),
    "a doctor of a broken file": Case("doctor BROKEN --sandbox"),
    "a push that changes nothing": Case("push HERE --sandbox", pushed=True),
    "history": Case("history HERE --sandbox", pushed=True),
    "status": Case("status HERE"),
    "goals": Case("goal list EXAMPLE --full"),
    "no goals": Case("goal list HERE"),
    "no milestone": Case("goal set x EXAMPLE --phase done"),
    "a milestone without a value": Case("goal set x EXAMPLE"),
    "no goal": Case("goal note x EXAMPLE --unit NUP --goal x"),
    "a schedule that nobody can share": Case(
        "schedule add x HERE --sandbox --store sqlite:///OUT/a.db"
    ),
    "no schedule": Case("schedule remove x --store sqlite:///OUT/a.db"),
    "no schedule to run": Case("schedule run x --store sqlite:///OUT/a.db"),
    "no store for a worker": Case("worker --once"),
    **{f"help of {name}": Case(f"{name} --help") for name in ("", "push", "history", "sandbox")},
}
"""Commands whose surroundings are not as they should be, and some more good ones."""

EVERYTHING: Mapping[str, Case] = PEOPLE | SURROUNDINGS


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give a catalogue, and a server that knows nobody yet."""
    folder = tmp_path_factory.mktemp("world")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setenv("VARAAMO_SYNC_KEYRING", "off")
        with (
            Sandbox(clock=now) as sandbox,
            running(sandbox) as url,
            serving(PretendedMap().answer) as service_map,
        ):
            yield make_world(folder, url, service_map)


def told(world: World, case: Case, lang: Lang, patch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run a command in a language; return its code and all that it said."""
    words = world.words(case)
    broken, wrecked = world.out / "broken", world.out / "wrecked"
    if "BROKEN" in words:
        broken.mkdir()
        (broken / "catalogue.yaml").write_text("format: 1\nid: [\n", encoding="utf-8")
    if "WRECKED" in words:
        shutil.copytree(world.here, wrecked, dirs_exist_ok=True)
        (wrecked / ".varaamo-sync").mkdir(exist_ok=True)
        (wrecked / ".varaamo-sync" / "state.db").write_text("no database " * 200, encoding="utf-8")
        (wrecked / "reference.json").write_bytes(b'{"format": 1,\0}')
    places = {
        "BROKEN": str(broken),
        "WRECKED": str(wrecked),
        "EXAMPLE": str(ROOT / "examples" / "helsinki"),
    }
    words = [places.get(word, word) for word in words]
    out, err = io.StringIO(), io.StringIO()
    typed = list(case.typed)
    patch.setattr("click.prompt", lambda *_, **__: typed.pop(0))
    patch.setattr("varaamo_sync_cli.commands.setup.login.can_ask", lambda: True)
    patch.setattr(sys, "stdin", io.StringIO())
    with standing(out, err):
        code = run([*words, "--lang", lang])
    return code, out.getvalue() + err.getvalue()


@cache
def pieces(lang: Lang) -> Mapping[str, str]:
    """Return what stands between the values in the texts of a language, and where it is from."""
    found = {}
    for theme in THEMES:
        for code, text in texts(theme, lang).items():
            for piece, *_ in Formatter().parse(text):
                for line in piece.splitlines():
                    if TWO_WORDS.search(line) and len(line.strip()) > 11:
                        found[line.strip()] = f"{theme}: {code}"
    return found


@cache
def foreign(lang: Lang) -> Mapping[str, str]:
    """Return what only the other languages say."""
    own = "\n".join(text for theme in THEMES for text in texts(theme, lang).values())
    others = {
        piece: home for other in LANGS if other != lang for piece, home in pieces(other).items()
    }
    return {piece: home for piece, home in others.items() if piece not in own}


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_speaks_one_language(
    world: World, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a command says, in good use and in bad, is in the language that was asked for.

    The sandbox, too, is called by its name, and not by an address that nobody can open.
    """
    monkeypatch.setenv("COLUMNS", "1000")  # no sentence is broken
    wrong = []
    for name, case in EVERYTHING.items():
        code, said = told(world, case, lang, monkeypatch)
        assert code != 70, said
        assert said.strip(), name
        wrong += [(name, line, "address") for line in said.splitlines() if SANDBOX_ORIGIN in line]
        wrong += [(name, piece, home) for piece, home in foreign(lang).items() if piece in said]
        if lang != "en":
            lines = NAMES.sub("", FROM_LIBRARIES.sub("", said)).splitlines()
            wrong += [(name, line, "English") for line in lines if ENGLISH.search(line)]

    assert not wrong, "\n".join(map(str, wrong))


def test_another_language_would_be_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one language says is foreign to both others, and an English sentence is known."""
    spoken = {lang: told(world, CASES["doctor text"], lang, monkeypatch)[1] for lang in LANGS}

    for lang in LANGS:
        for other in LANGS:
            assert (lang != other) == any(piece in spoken[other] for piece in foreign(lang))
    assert ENGLISH.search("Nobody holds the lock.")


def test_each_language_is_kept_apart() -> None:
    """There is something to find in each language."""
    assert all(len(foreign(lang)) > 1000 for lang in LANGS)


def test_every_command_is_run() -> None:
    """No command is left out of this law."""
    run_here = " ".join(case.arguments for case in EVERYTHING.values())
    names = [path.split(maxsplit=1)[1] for path, _, _ in EACH[1:]]

    assert [] == [name for name in names if name not in run_here]
