from __future__ import annotations

import ast
import copy
import re
from pathlib import Path

import pytest

import varaamo_sync
import varaamo_sync_cli
from varaamo_sync.startup.lazy_pattern import lazy_pattern

SOURCES = [
    file
    for package in (varaamo_sync, varaamo_sync_cli)
    for file in Path(str(package.__file__)).parent.rglob("*.py")
]


def test_a_pattern_is_one_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it costs what a compiled one costs."""
    made: list[str] = []
    compiled = re.compile

    def compile(text: str, flags: int = 0) -> re.Pattern[str]:
        made.append(text)
        return compiled(text, flags)

    monkeypatch.setattr(re, "compile", compile)
    pattern = lazy_pattern(r"(\d+) h", re.IGNORECASE)
    assert made == []

    assert pattern.fullmatch("12 H") is not None
    assert [found[1] for found in pattern.finditer("1 h, 2 h")] == ["1", "2"]
    assert pattern.sub("x", "1 h") == "x"
    assert pattern.pattern == r"(\d+) h"
    assert pattern.fullmatch("12 H") is not None
    assert len(made) == 4  # one for each of the four that were asked for


def test_bytes_have_patterns_too() -> None:
    """As those of text."""
    assert lazy_pattern(rb"<\w+").match(b"<a>") is not None


def test_a_pattern_can_be_copied_and_has_no_more_than_patterns_have() -> None:
    """What it has not is an error, as of any object."""
    pattern = lazy_pattern("a+")

    assert copy.copy(pattern).match("aa") is not None
    with pytest.raises(AttributeError):
        pattern.search_all  # type: ignore[attr-defined]  # noqa: B018


def test_a_text_that_is_no_pattern_fails_when_it_is_used() -> None:
    """Not before: nothing is looked at before."""
    pattern = lazy_pattern("(")

    with pytest.raises(re.error):
        pattern.match("a")


def test_no_module_compiles_a_pattern_while_it_is_imported() -> None:
    """Each costs 0.1 to 1 ms of every start, whether anybody needs it or not."""
    found = [
        f"{file.name}:{call.lineno}"
        for file in SOURCES
        for statement in ast.parse(file.read_text(encoding="utf-8")).body
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile"
    ]

    assert found == []


def test_no_module_takes_the_dataclass_of_the_standard_library() -> None:
    """A frozen class of that costs 0.6 ms of every start, one of ours 0.1 ms."""
    found = [
        file.name
        for file in SOURCES
        for statement in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(statement, ast.ImportFrom) and statement.module == "dataclasses"
        if any(name.name == "dataclass" for name in statement.names)
    ]

    assert found == ["fast_dataclass.py"]
