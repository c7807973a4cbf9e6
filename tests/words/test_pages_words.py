"""Errors for people without a terminal: what to do is an action, never a command."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Any

import click
import pytest

from tests.public_values import example_of, public_types
from tests.words.test_problems import ROOT
from tests.words.test_word_files import asked
from varaamo_sync.errors import (
    BookingError,
    GuardTripped,
    UsageError,
    ValidationRefused,
    VaraamoSyncError,
)
from varaamo_sync.explanations import answers, error_as_dict, explained
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.plan import Breach
from varaamo_sync.words.files import word_file
from varaamo_sync.words.problems import PAGES, THEMES
from varaamo_sync_cli.main import COMMANDS

COMMAND = re.compile(
    rf"varaamo-sync ({'|'.join(COMMANDS)})\b|(?<![\w-])--[a-z]|VARAAMO_SYNC_|pip install"
    r"|\b(the|same) command\b|[Kk]omen(to|non|nolla|nossa|not)\b|[Kk]ommando"
)
"""What names a command, an option or a setting of a command line, or speaks of one."""

OF_COMMANDS = "errors/commands"


@cache
def _source() -> str:
    return "".join(file.read_text("utf-8") for file in (ROOT / "varaamo_sync").rglob("*.py"))


@cache
def _problems(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """Return the words of problems that the library raises."""
    tables = chain.from_iterable(word_file(theme, lang).items() for theme in THEMES)
    own = word_file(OF_COMMANDS, lang)
    return {
        name: table
        for name, table in tables
        if name != "part"
        and (name not in own or f'"{name}"' in _source() or name.startswith("extra-"))
    }


def _said(name: str, table: Mapping[str, str], lang: Lang) -> list[str]:
    return list((table | word_file(PAGES, lang).get(name, {})).values())


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_on_a_page_names_a_command(lang: Lang) -> None:
    """Whatever the library raises and the booking system answers is told as an action."""
    known = {**_problems(lang), **answers(lang)}
    told = ((name, text) for name, table in known.items() for text in _said(name, table, lang))

    assert 200 < len(known)
    assert [] == [(name, text) for name, text in told if COMMAND.search(text)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_is_told_no_more_than_there_is(lang: Lang) -> None:
    """Words for pages stand where others name a command, and speak of the same values."""
    known = {**_problems("fi"), **answers("fi")}
    pages = word_file(PAGES, lang)

    assert set() == pages.keys() - known.keys()
    assert pages.keys() == word_file(PAGES, "en").keys()
    usual = {**_problems(lang), **answers(lang)}
    for name, table in pages.items():
        for part, text in table.items():
            assert asked(text, lang) <= asked(usual[name][part], lang) | {"said"}, name


def _errors() -> list[VaraamoSyncError]:
    kinds = [kind for kind in public_types().values() if issubclass(kind, VaraamoSyncError)]
    made: list[Any] = [example_of(kind) for kind in kinds]
    for kind in kinds:
        if issubclass(kind, BookingError):
            for writes in (True, False):
                error = kind("session-none", operation="createSpace")
                error.writes = writes
                made.append(error)
    return [*made, GuardTripped([Breach("NUP", 14, 3)])]


@pytest.mark.parametrize("lang", LANGS)
def test_every_error_of_the_tree_is_told_on_a_page(lang: Lang) -> None:
    """Each class of error has words for a page; those of the command line have a command more."""
    errors = _errors()
    told = [item for error in errors for item in explained(error, lang, audience="web")]

    assert 34 < len(errors) <= len(told)
    assert [] == [item for item in told if COMMAND.search(f"{item.what} {item.why} {item.fix}")]
    assert all(item.what for item in told)


def test_the_command_line_adds_the_command() -> None:
    """What to do is the same in both; at a terminal it is said how."""
    tripped = GuardTripped([Breach("NUP", 14, 3)])
    (typed,), (shown,) = explained(tripped, "en"), explained(tripped, "en", audience="web")

    assert "--allow NUP=14" in typed.fix
    assert "Read the plan. If that is intended, let it through." == shown.fix
    assert typed.what == shown.what
    assert shown.fix == error_as_dict(tripped, "en", audience="web")["fix"]


def test_who_raises_an_own_error_says_it_for_both() -> None:
    """A sentence in place of a problem is told as it is."""
    error = UsageError("The queue is full.", fix="Wait.")

    assert explained(error, "fi") == explained(error, "fi", audience="web")
    refused = ValidationRefused("x", fields=())
    assert explained(refused, "sv", audience="web")[0].fix


def test_commands_are_known() -> None:
    """The test above knows a command when it sees one."""
    names = [click.unstyle(name) for name in ("varaamo-sync push", "--allow", "pip install x")]

    assert all(COMMAND.search(name) for name in names)
    assert not COMMAND.search("varaamo-sync made it – a plan")
