"""The page that uses every public name: each is there, and what it shows is what happens."""

import ast
import doctest
import re
from collections.abc import Iterator
from inspect import unwrap
from itertools import pairwise
from pathlib import Path
from types import FunctionType

import pytest

import varaamo_sync

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "names.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def test_what_the_page_shows_is_what_happens() -> None:
    """Every example of the page, from top to bottom, answers what stands below it."""
    first, *examples = BLOCKS
    scope: dict[str, object] = {}
    exec(first, scope)
    test = doctest.DocTestParser().get_doctest("".join(examples), scope, PAGE.name, str(PAGE), 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)

    assert (0, True) == (result.failed, result.attempted > 60), "".join(told)


def constants() -> Iterator[str]:
    """Yield the constants and aliases of the library whose meaning stands below them."""
    for file in Path(varaamo_sync.__file__).parent.rglob("*.py"):
        for line, below in pairwise(ast.parse(file.read_text("utf-8")).body):
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                    yield line.targets[0].id
                elif isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                    yield line.target.id


EXPLAINED = set(constants())


@pytest.mark.parametrize("name", varaamo_sync.__all__)
def test_every_public_name_has_an_example_and_a_meaning(name: str) -> None:
    """The page uses the name, and whoever looks it up is told what it is."""
    lines = [line for block in BLOCKS for line in block.splitlines() if line[:3] in (">>>", "...")]
    value = unwrap(getattr(varaamo_sync, name))
    said = vars(value).get("__doc__") if isinstance(value, type) else None
    if isinstance(value, FunctionType):
        said = value.__doc__

    assert any(re.search(rf"\b{name}\b", line) for line in lines)
    assert said or name in EXPLAINED
