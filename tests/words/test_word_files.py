"""The word files: the same in three languages, and nothing in them that nobody says."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from varaamo_sync import words
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.words.findings import SHEET_FIXES

FOLDER = Path(words.__file__).parent
ROOT = FOLDER.parents[1]
THEMES = sorted(
    str(file.relative_to(FOLDER / "fi").with_suffix("")) for file in FOLDER.glob("fi/**/*.toml")
)
LINE_OF_LIST = re.compile(r"\[\d+\]$")  # a list is said as a whole
COUNTED = "|"  # a placeholder with two forms, for one and for more


def texts(theme: str, lang: Lang) -> dict[str, str]:
    """Return the texts of a word file by their codes, the names of tables before a dot."""
    table = tomllib.loads((FOLDER / lang / f"{theme}.toml").read_text(encoding="utf-8"))
    return dict(_flat(table))


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield before + name, value
        elif isinstance(value, list):
            yield from ((f"{before}{name}[{place}]", line) for place, line in enumerate(value))
        else:
            yield from _flat(value, f"{before}{name}.")


def asked(text: str, lang: Lang) -> set[str]:
    """Return the values that a text asks for; what_fi and what_sv are one."""
    fields = (field for _, field, _, _ in Formatter().parse(text) if field is not None)
    return {field.removesuffix(f"_{lang}") for field in fields}


def test_every_language_has_the_same_files() -> None:
    """Whatever is said in one language is said in the others."""
    for lang in LANGS:
        found = FOLDER.glob(f"{lang}/**/*.toml")
        assert THEMES == sorted(str(f.relative_to(FOLDER / lang).with_suffix("")) for f in found)


@pytest.mark.parametrize("theme", THEMES)
def test_the_languages_of_a_file_say_the_same(theme: str) -> None:
    """Each language has the same texts in the same order, all ask for the same, none is empty."""
    finnish = texts(theme, "fi")

    for lang in LANGS:
        told = texts(theme, lang)
        assert list(finnish) == list(told)
        assert [] == [code for code, text in told.items() if not text.strip()]
        assert {c: asked(t, "fi") for c, t in finnish.items()} == {
            c: asked(t, lang) for c, t in told.items()
        }


@pytest.mark.parametrize("theme", THEMES)
def test_two_forms_stand_wherever_words_are_counted(theme: str) -> None:
    """What chooses by a number has a form for one and a form for more."""
    for lang in LANGS:
        for text in texts(theme, lang).values():
            forms = [spec for _, _, spec, _ in Formatter().parse(text) if spec and COUNTED in spec]
            assert [2] * len(forms) == [len(form.split(COUNTED)) for form in forms]


@pytest.mark.parametrize("theme", THEMES)
def test_quotation_marks_are_those_of_the_language(theme: str) -> None:
    """English quotes “so”, Finnish and Swedish ”so”; a straight mark only in what one types."""
    for lang, foreign in (("fi", "“„"), ("sv", "“„")):
        told = texts(theme, lang)  # type: ignore[arg-type]
        assert [] == [code for code, text in told.items() if set(foreign) & set(text)]
    for code, text in texts(theme, "en").items():
        assert text.count("“") == text.count("”"), code


@cache
def _constants() -> tuple[frozenset[str], ...]:
    """Return the strings of every module and template, and the parts of formatted ones."""
    modules = [
        file
        for folder in ("varaamo_sync", "cli", "actions")
        for file in (ROOT / folder).rglob("*.py")
    ]
    return _said_in_templates(), *(
        frozenset(
            node.value
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        for file in modules
    )


def _said_in_templates() -> frozenset[str]:
    """Return what the templates of the page say, by the file that they say it of."""
    templates = (ROOT / "varaamo_sync" / "report" / "page" / "templates").glob("*.html")
    said = (re.findall(r'words\("(\w+)"\)', file.read_text("utf-8")) for file in templates)
    return frozenset({"report/page"}.union(*said))


SAID_BY_CODE = [
    theme
    for theme in THEMES
    if theme.startswith(("commands/", "report/", "values", "workbooks/"))
    and theme != SHEET_FIXES  # said by their rule
]


@pytest.mark.parametrize("theme", SAID_BY_CODE)
def test_every_text_is_said_somewhere(theme: str) -> None:
    """A module that uses the file names each text, or the table, beginning or end of its code.

    Codes of several words may be chosen by another module than the one that says them.
    """
    here = frozenset().union(*(held for held in _constants() if theme in held))
    anywhere = frozenset().union(*_constants())
    tables = {part.rstrip(".") for part in here} | here
    begins = {part for part in here if part.endswith("_")}
    ends = {part for part in here if part.startswith("_")}

    unsaid = [
        code
        for code in dict.fromkeys(LINE_OF_LIST.sub("", code) for code in texts(theme, "en"))
        if code not in tables
        and not ("_" in code and code in anywhere)
        and not ("." in code and code.partition(".")[0] in tables)
        and not any(code.startswith(part) for part in begins)
        and not any(code.endswith(part) for part in ends)
    ]
    assert [] == unsaid


def _said() -> Iterator[tuple[str, str, str, set[str] | None]]:
    """Yield each text that a module says by its own code: where, theme, code, values.

    The values are ``None`` where they cannot be seen.
    """
    for file in (*(ROOT / "varaamo_sync").rglob("*.py"), *(ROOT / "cli").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        themes = {
            node.targets[0].id: str(node.value.args[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Name)
            and node.value.func.id == "Theme"
            and isinstance(node.value.args[0], ast.Constant)
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            theme, given = themes.get(node.func.id), {word.arg for word in node.keywords}
            for code in _codes(node.args[0]) if theme and node.args else ():
                values = None if None in given else {name for name in given if name}
                yield f"{file.name}:{node.lineno}", str(theme), code, values


def _codes(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)
    elif isinstance(node, ast.Constant):
        yield str(node.value)


def test_what_is_said_is_there_with_its_values() -> None:
    """Whatever a module says stands in its word file, and is given the values that it asks for."""
    wrong = []
    for place, theme, code, given in _said():
        text = texts(theme, "en").get(code)
        if text is None or (given is not None and not asked(text, "en") <= given):
            wrong.append((place, theme, code))

    assert [] == wrong
