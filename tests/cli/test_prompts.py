"""Questions: the same answers everywhere, in every language, and asked again until understood."""

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_unlock import HOLDER, holder, locked
from varaamo_sync.model import LANGS, Lang
from varaamo_sync_cli.console.questions.yes_or_no import line, understand

YES = ("k", "K", "kyllä", "Kyllä.", "joo", "j", "ja", "y", "YES", " k ")
NO = ("", " ", "e", "ei", "EI!", "n", "nej", "no")

__all__ = ["locked"]


@pytest.mark.parametrize("typed", YES)
def test_yes_is_yes_in_any_language(typed: str) -> None:
    """Nobody has to know in which language the computer asks."""
    assert understand(typed) is True


@pytest.mark.parametrize("typed", NO)
def test_no_and_nothing_are_no(typed: str) -> None:
    """What is not a plain yes does nothing."""
    assert understand(typed) is False


@pytest.mark.parametrize("typed", ["ehkä", "1", "kyl", "yes please", "?"])
def test_anything_else_is_not_understood(typed: str) -> None:
    """A guess would be worse than another question."""
    assert understand(typed) is None


def test_no_word_means_yes_in_one_language_and_no_in_another() -> None:
    """The words of all languages stand side by side without harm."""
    yes, no = (
        {word for lang in LANGS for word in line(name, lang).split()}
        for name in ("words_for_yes", "words_for_no")
    )

    assert set() == yes & no


@pytest.mark.parametrize(
    ("lang", "asked", "told"),
    [
        ("fi", "Murretaanko lukko? [k/E] ", "Vastaa k (kyllä) tai e (ei)"),
        ("sv", "Ska låset brytas? [j/N] ", "Svara j (ja) eller n (nej)"),
        ("en", "Break it? [y/N] ", "Answer y (yes) or n (no)"),
    ],
)
def test_an_answer_that_is_not_understood_is_asked_for_again(
    cli: Run, locked: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang, asked: str, told: str
) -> None:
    """What is taken is said in the language of the run, and then the question comes again."""
    monkeypatch.setattr("sys.stdin", io.StringIO("ehkä\nk\n"))
    ran = cli("unlock", locked, "--sandbox", "--lang", lang)

    assert (0, None) == (ran.code, holder(locked))
    assert (2, 1) == (ran.err.count(asked), ran.err.count(told))
    assert "ehkä" in ran.err
    assert "Error" not in ran.err


def test_whoever_leaves_has_not_said_yes(
    cli: Run, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the end of the input nothing is done."""
    monkeypatch.setattr("sys.stdin", io.StringIO("ehkä\n"))
    ran = cli("unlock", locked, "--sandbox")

    assert (130, HOLDER) == (ran.code, holder(locked))
