"""What errors say: each problem has its words, and all words are of a problem."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache

import pytest

from tests.words.test_word_files import ROOT, asked, texts
from varaamo_sync import errors
from varaamo_sync.errors import UsageError, VaraamoSyncError, part
from varaamo_sync.explanations import explained
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.words.problems import THEMES

RAISED = {
    name
    for name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, VaraamoSyncError)
} | {"part"}


@cache
def _words(lang: Lang = "en") -> dict[str, str]:
    return {code: text for theme in THEMES for code, text in texts(theme, lang).items()}


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield each place where an error or a part of one is made: where, by what name, how."""
    for file in (*(ROOT / "varaamo_sync").rglob("*.py"), *(ROOT / "cli").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id in RAISED and node.args:
                yield f"{file.name}:{node.lineno}", node.func.id, node


def _names(node: ast.expr) -> Iterator[str]:
    """Yield what a first argument may be, as far as it is written there."""
    if isinstance(node, ast.IfExp):
        yield from _names(node.body)
        yield from _names(node.orelse)
    elif isinstance(node, ast.Constant):
        yield str(node.value)


def test_every_problem_has_words_and_is_given_their_values() -> None:
    """No error is raised with a sentence, or with a problem that the word files do not have."""
    wrong = []
    for place, kind, call in _calls():
        given = {keyword.arg for keyword in call.keywords}
        for name in _names(call.args[0]):
            codes = [f"part.{name}"] if kind == "part" else [f"{name}.what", f"{name}.fix"]
            told = [_words()[code] for code in codes if code in _words()]
            if not told or not set().union(*(asked(text, "en") for text in told)) <= given:
                wrong.append((place, name))
    assert [] == wrong


def test_all_words_are_of_a_problem_that_is_raised() -> None:
    """What no error says any more is gone from the word files."""
    modules = [*(ROOT / "varaamo_sync").rglob("*.py"), *(ROOT / "cli").rglob("*.py")]
    source = "".join(file.read_text(encoding="utf-8") for file in modules)

    names = {code.removeprefix("part.").partition(".")[0] for code in _words()}
    started = ("afterwards-", "extra-", "misfit-")  # the rest of these is put behind
    assert [] == [n for n in names if f'"{n}"' not in source and not n.startswith(started)]


@pytest.mark.parametrize("lang", LANGS)
def test_an_error_is_told_in_the_language_of_who_reads(lang: Lang) -> None:
    """What went wrong and what to do are told in each language; the log has the English."""
    error = UsageError("file-exists", file="a.xlsx")
    (told,) = explained(error, lang)

    assert (_words(lang)["file-exists.what"].format(file="a.xlsx"), error.fix is not None) == (
        told.what,
        True,
    )
    assert "a.xlsx exists already." == str(error)
    assert _words(lang)["file-exists.fix"] == told.fix


def test_a_sentence_of_ones_own_stays_as_it_is() -> None:
    """Who writes a store or a booking system of their own may raise our errors in their words."""
    error = errors.StoreUnusable("The disk is full.", fix="Empty it.")
    (told,) = explained(error, "fi")

    assert ("The disk is full.", "Empty it.") == (str(error), error.fix)
    assert ("The disk is full.", "Empty it.") == (told.what, told.fix)


def test_parts_are_told_in_the_language_of_the_whole() -> None:
    """A reason that is put into a sentence speaks the language of the sentence."""
    stale = errors.PlanStale([part("moved-day"), "own words"])

    assert "päivä on vaihtunut" in explained(stale, "fi")[0].what
    assert "the day has changed, and with it the prices in force; own words" in str(stale)
    assert "own words" == stale.moved[1]
