"""Wrong calls of every command, in the language of the run and without a word of click's."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Run
from tests.words.test_help import EACH
from varaamo_sync.model import LANGS, Lang
from varaamo_sync_cli.console.help.spoken_commands import SpokenCommand

CLICKS = re.compile(
    r"Usage:|Try '|Error:|No such|Did you mean|Missing|Invalid value|is not one of|is not a valid|"
    r"unexpected|requires an argument|does not take|does not exist|is a directory|is a file|"
    r"Options:|Commands:|Aborted|Show this|Show the|not in the range|arguments?\b|option\b"
)
"""What click says in English."""


HERE = Path(__file__).parent


def wrong_calls(command: click.Command, context: click.Context) -> Iterator[list[str]]:
    """Yield wrong calls of a command: whatever its parameters do not take."""
    yield ["--whole-nonsense"]
    if isinstance(command, click.Group):
        if command.name != "history":  # which shows the folder of that name
            yield ["nonsense"]
        return
    needed = [
        "x"
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Argument) and parameter.required
    ]
    if needed:
        yield []
    if all(one.nargs == 1 for one in command.get_params(context)):
        yield [*"abcdefgh"]
    for option in command.get_params(context):
        if isinstance(option, click.Option):
            yield from ([*needed, *words] for words in wrong_uses(option))


def wrong_uses(option: click.Option) -> Iterator[list[str]]:
    """Yield wrong uses of an option."""
    name = max(option.opts, key=len)
    if option.is_flag or option.count:
        yield [f"{name}=3"]
        return
    yield [name]
    if option.required:
        yield []
    if not isinstance(option.type, click.Path):
        yield from [[name, "nupx"]] if option.type.name != "text" else []
    elif not (option.type.dir_okay and option.type.file_okay):
        yield [name, str(HERE if option.type.file_okay else Path(__file__))]


EVERY = [
    pytest.param(path, words, id=" ".join([path, *words]).replace(str(HERE), "HERE"))
    for path, command, context in EACH
    for words in wrong_calls(command, context)
]


@pytest.mark.parametrize(("path", "words"), EVERY)
def test_a_wrong_call_is_told_in_the_language_of_the_run(
    cli: Run, path: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each ends with 2, says what is wrong, how it goes and where to read more, in no English."""
    labels = {"fi": ("virhe: ", "\nKäyttö: "), "sv": ("fel: ", "\nAnvändning: ")}
    for lang, (error, usage) in labels.items():
        monkeypatch.setenv("VARAAMO_SYNC_LANG", lang)
        ran = cli(*path.split()[1:], *words)

        assert (2, "") == (ran.code, ran.out)
        assert ran.err.startswith(error)
        assert usage in ran.err
        assert re.search(f"{path}( show)? --help", ran.err)
        assert not CLICKS.search(ran.err), ran.err


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", [path for path, _, _ in EACH])
def test_help_holds_no_word_of_clicks(cli: Run, path: str, lang: Lang) -> None:
    """The help of each command has its headings in the language of the run."""
    ran = cli(*path.split()[1:], "--help", "--lang", lang)

    headings = {"fi": "Valitsimet:", "sv": "Alternativ:", "en": "Options:"}
    assert 0 == ran.code
    assert f"\n{headings[lang]}\n" in ran.out
    assert "None" not in ran.out
    assert lang == "en" or not CLICKS.search(ran.out), ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("export --out HERE", "HERE on kansio; anna tiedosto."),
        ("sandbox reset --path HERE/a.txt", "HERE/a.txt on tiedosto; anna kansio."),
        ("push --sandbox --plan HERE/no", "Tiedostoa HERE/no ei ole; tarkista nimi ja kansio."),
        ("import HERE/no", "Tiedostoa HERE/no ei ole"),
        ("import HERE/a.txt HERE/no --format json", "Tiedostoa HERE/no ei ole"),
        ("translations import HERE/no", "Tiedostoa HERE/no ei ole"),
        ("annotate HERE/no --out HERE/b.xlsx", "Tiedostoa HERE/no ei ole"),
        ("history import HERE/no", "Tiedostoa HERE/no ei ole"),
        ("push --allow NUPX", "”NUPX” ei käy"),
        ("push --concurrency 99", "kokonaisluku väliltä 1–16"),
        ("status --as-of 31.13.2027", "”31.13.2027” ei ole päivä"),
        ("validate --unit NUPX", "Tarkoititko NUP?"),
        ("history", None),
    ],
)
def test_a_wrong_value_is_told_with_what_would_do(
    cli: Run, tmp_path: Path, arguments: str, said: str | None
) -> None:
    """What is wrong with a value is said, and what may be written instead."""
    (tmp_path / "a.txt").write_text("x")
    ran = cli(*arguments.replace("HERE", str(tmp_path)).split())

    assert 2 == ran.code
    assert said is None or said.replace("HERE", str(tmp_path)) in ran.err
    assert "--full" not in ran.err


def test_a_setting_is_named_where_it_is_wrong(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A language that is none is told by the name of its setting, in the language of the system."""
    monkeypatch.setenv("VARAAMO_SYNC_LANG", "suomi")
    ran = cli("rules")

    assert ran.err.startswith("virhe: VARAAMO_SYNC_LANG: ”suomi” ei käy; kirjoita jokin näistä")


def test_a_command_of_ones_own_is_one_of_ours() -> None:
    """Every command takes its help from the word files."""
    assert all(isinstance(command, SpokenCommand) for _, command, _ in EACH)
