"""Sentences for people stand in the word files, and not in Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.words.test_problems import RAISED
from tests.words.test_word_files import ROOT

MODULES = sorted([*(ROOT / "varaamo_sync").rglob("*.py"), *(ROOT / "cli").rglob("*.py")])

NORDIC = re.compile(r"[äöåÄÖÅ]")
WORDS = re.compile(r"\w{2,}[,.:;]? \w{2,}")

DATA = (
    "sandbox/",  # answers as the real server gives them, in Finnish
    "workbooks/",  # what cells say, and the sheets that people fill in
    "rules/",  # words that rules look for, and the examples of rules
    "conformance/",  # a room that is written to prove an installation
)
"""Packages in which Finnish and Swedish are data: read or written, and not said."""

SAID_BY = {"echo", "note", "warn", "confirm", "prompt", "print"} | RAISED
"""What brings a text before a person."""


def _docstrings(tree: ast.AST) -> set[int]:
    """Return what explains the code: sentences that stand alone."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _within(file: Path, places: tuple[str, ...]) -> bool:
    return any(place in file.as_posix() for place in places)


def _literal(node: ast.expr) -> str:
    """Return what is written of a text; what is filled in becomes a dot."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        parts = node.values
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "." for p in parts)
    if isinstance(node, ast.BinOp):
        return _literal(node.left) + _literal(node.right)
    return ""


def _finnish(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if id(node) not in docstrings and NORDIC.search(text) and WORDS.search(text):
                yield f"{file.name}:{node.lineno} {text[:60]}"


def _english(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if name in SAID_BY:
            for value in (*node.args, *(keyword.value for keyword in node.keywords)):
                if WORDS.search(_literal(value)):
                    yield f"{file.name}:{node.lineno} {_literal(value)[:60]}"


@pytest.mark.parametrize("file", [f for f in MODULES if not _within(f, DATA)], ids=str)
def test_no_module_holds_a_finnish_or_swedish_sentence(file: Path) -> None:
    """Words with letters of Finnish and Swedish stand in no module, but where they are data."""
    assert [] == list(_finnish(file))


@pytest.mark.parametrize("file", MODULES, ids=str)
def test_no_module_says_an_english_sentence(file: Path) -> None:
    """Nothing that is written for a person or raised as an error is a sentence in the code."""
    assert [] == list(_english(file))
