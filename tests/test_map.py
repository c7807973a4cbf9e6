"""The map of the code is true: what it names is there, and no package is left off it."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "varaamo_sync"
FOLDERS = (ROOT, LIBRARY, ROOT / "cli" / "varaamo_sync_cli")
ARCHITECTURE = ROOT / "docs" / "explanation" / "architecture.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"

_QUOTED = re.compile(r"`([^`\s]+)`")
_ENDINGS = (".py", ".toml", ".tsv", ".yml", ".md")


def told(page: Path) -> str:
    """Return what a page says in its own words: without what is generated, and without shell."""
    text = re.sub(
        r"<!-- (\w+): written by.*?<!-- end of \1 -->", "", page.read_text("utf-8"), flags=re.DOTALL
    )
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def places(page: Path) -> Iterator[tuple[str, Path]]:
    """Yield each path that a page names, with the folder that was named before it."""
    before = LIBRARY
    for name in _QUOTED.findall(told(page)):
        if "/" not in name and not name.endswith(_ENDINGS):
            continue
        yield name, before
        if "/" in name:
            before = LIBRARY / (name if name.endswith("/") else Path(name).parent)


def spellings(name: str) -> list[str]:
    """Return the paths that ``a/{b,c}/d`` stands for."""
    parts = [
        part[1:-1].split(",") if part.startswith("{") else [part]
        for part in re.split(r"(\{[^}]*\})", name)
    ]
    return ["".join(each) for each in product(*parts)]


@pytest.mark.parametrize("page", [ARCHITECTURE, CONTRIBUTING], ids=lambda page: page.stem)
def test_every_place_that_is_named_is_there(page: Path) -> None:
    """Who follows the map finds what it promises."""
    named = [(path, before) for name, before in places(page) for path in spellings(name)]
    lost = [
        path
        for path, before in named
        if not any((folder / path).exists() for folder in (*FOLDERS, before))
    ]

    assert [] == lost
    assert len(named) > 10


def test_every_package_is_on_the_map() -> None:
    """The page on the architecture says of each package what it is for."""
    packages = {path.parent.name for path in LIBRARY.glob("*/__init__.py")}
    named = {part for name in _QUOTED.findall(told(ARCHITECTURE)) for part in name.split("/")[:1]}

    assert set() == packages - named
