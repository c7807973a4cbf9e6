"""Help of commands and parameters: each has its text in each language, and each text is shown."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import click
import pytest

from tests.words.test_word_files import FOLDER, ROOT
from varaamo_sync.model import LANGS, Lang
from varaamo_sync_cli.console.help.help_texts import help_file, in_words, say
from varaamo_sync_cli.console.help.spoken_commands import (
    PROGRAM,
    SpokenCommand,
    SpokenGroup,
    name_of,
)
from varaamo_sync_cli.console.run_language import set_language_of_run
from varaamo_sync_cli.main import COMMANDS, cli

ELSEWHERE = {"usage", "shared", PROGRAM}
"""Files of help that belong to no module of commands."""

SOURCES = sorted((ROOT / "cli").rglob("*.py"))


def commands(
    command: click.Command = cli, above: click.Context | None = None
) -> Iterator[tuple[str, SpokenCommand, click.Context]]:
    """Yield each command with its full name and a context, the program itself first."""
    assert isinstance(command, SpokenCommand), f"{command.name} is no SpokenCommand"
    context = click.Context(command, above, command.name if above else "varaamo-sync")
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, context)


EACH = list(commands())
NAMES = [name for name, _, _ in EACH]


def parameters(command: click.Command, context: click.Context) -> list[str]:
    """Return what the parameters of a command are called in the word files."""
    return [name_of(parameter) for parameter in command.get_params(context)]


def own(texts: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the texts of the parameters that a command has for itself."""
    table: Mapping[str, str] = texts.get("parameters", {})
    return table


@pytest.mark.parametrize(("command", "context"), [each[1:] for each in EACH], ids=NAMES)
@pytest.mark.parametrize("lang", LANGS)
def test_everything_that_help_shows_has_a_text(
    command: SpokenCommand, context: click.Context, lang: Lang
) -> None:
    """Each command has text and examples, each parameter a text, of its own or a shared one."""
    set_language_of_run(["--lang", lang])
    texts = command.texts
    shared = help_file("shared")["parameters"]

    asked = parameters(command, context)
    assert texts["text"].strip()
    assert texts["examples"].strip().startswith("varaamo-sync ")
    assert [] == [name for name in asked if name not in own(texts) and name not in shared]
    assert set(own(texts)) <= set(asked)
    assert ("short" in texts) == (command.within is not None)


@pytest.mark.parametrize("lang", LANGS)
def test_every_text_of_help_is_shown(lang: Lang) -> None:
    """No file, table or text is left of a command or parameter that is gone."""
    set_language_of_run(["--lang", lang])
    folder = FOLDER / lang / "help"
    tables = {(command.words[0], command.words[1]) for _, command, _ in EACH}
    files = {
        str(file.relative_to(folder).with_suffix("")) for file in folder.rglob("*.toml")
    } - ELSEWHERE
    left = Counter(
        name
        for _, command, context in EACH
        for name in parameters(command, context)
        if name not in own(command.texts)
    )

    assert files == {file for file, _ in tables} - ELSEWHERE
    for file in files:
        named = {names[0] for home, names in tables if home == file}
        assert named == set(help_file(file))
    for _, command, _ in EACH[1:]:
        if isinstance(command, SpokenGroup):
            inner = set(command.texts) - {"text", "examples", "short", "parameters"}
            assert {one for one in command.commands if _is_beside(command, one)} == inner
    assert set(left) == set(help_file("shared")["parameters"])
    assert list(COMMANDS) == list(help_file(PROGRAM)["commands"])


def _is_beside(group: SpokenGroup, name: str) -> bool:
    """Whether the texts of a command stand in the file of its group; else in one of its own."""
    inner = group.commands[name]
    assert isinstance(inner, SpokenCommand)
    return inner.words[0] == group.words[0]


def test_no_help_stands_in_the_code() -> None:
    """No option, argument or command is given a text where it is made."""
    given = [
        f"{file.name}:{node.lineno}"
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in ("help", "short_help", "epilog")
        and isinstance(keyword.value, ast.Constant | ast.JoinedStr | ast.BinOp)
    ]

    assert [] == given


def test_every_word_of_usage_is_said_somewhere() -> None:
    """What no part of help and no wrong call says is gone from the file."""
    source = "".join(file.read_text(encoding="utf-8") for file in SOURCES)
    said = {name for name in help_file("usage") if f'"{name}"' in source}

    assert {"value_missing", "value_unwanted", "placeholders"} == set(help_file("usage")) - said | {
        "placeholders"
    }


@pytest.mark.parametrize("lang", LANGS)
def test_placeholders_are_words_of_the_language(lang: Lang) -> None:
    """Whatever stands in capitals for what a person writes is known, and none is known for nothing.

    Capitals that are words of choices, such as codes of service units, stand for themselves.
    """
    set_language_of_run(["--lang", lang])
    told = " ".join(
        " ".join((*command.collect_usage_pieces(context), *specs(command, context)))
        for _, command, context in EACH
    )
    written = set(re.findall("[A-Z]{2,}", told)) - {"KIR", "KULP", "LIIKU", "NUP", "TPREK"}

    assert written == set(help_file("usage")["placeholders"])
    assert f"--port {help_file('usage')['placeholders']['INTEGER']}" == in_words("--port INTEGER")


def specs(command: click.Command, context: click.Context) -> list[str]:
    """Return how the options of a command are written."""
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    return [option.get_help_spec(context) for option in options]


@pytest.mark.parametrize(("lang", "told"), [("fi", "Käyttö"), ("sv", "Användning")])
def test_words_are_those_of_the_run(lang: Lang, told: str) -> None:
    """The same command shows another language in the next run."""
    set_language_of_run(["--lang", lang])

    assert told == say("usage")
