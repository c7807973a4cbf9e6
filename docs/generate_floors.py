"""Write the table of floors into ``CONTRIBUTING.md``, from the contracts and the code itself.

Run ``python docs/generate_floors.py`` after a package has come, gone or moved. What a package
is, is the first line of its docstring; what it touches follows from what it imports.
"""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- floors: written by docs/generate_floors.py -->", "<!-- end of floors -->"

_WORLD = {
    "click": "the terminal",
    "httpx": "HTTP",
    "uvicorn": "HTTP",
    "socket": "sockets",
    "sqlalchemy": "a database",
    "procrastinate": "a database",
    "sqlite3": "SQLite",
    "pathlib": "files",
    "subprocess": "processes",
    "threading": "threads",
}


def table() -> str:
    """Return the table of floors, the highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    floors = [
        [f"varaamo_sync.{name}" for name in line.split(" | ")]
        for line in contracts["contracts"][0]["layers"]
    ]
    lines = ["| floor | package | what it is | touches |", "| --- | --- | --- | --- |"]
    for height, packages in zip(
        range(len(floors), -1, -1), [["varaamo_sync_cli"], *floors], strict=True
    ):
        lines += [
            f"| {height} | `{package.removeprefix('varaamo_sync.')}` "
            f"| {_summary(package)} | {_touched(package)} |"
            for package in packages
        ]
    return "\n".join(lines)


def page() -> str:
    """Return ``CONTRIBUTING.md`` with the table as it is now."""
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def _summary(package: str) -> str:
    folder = ROOT / "cli" if package == "varaamo_sync_cli" else ROOT
    path = folder.joinpath(*package.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    told = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return told.partition("\n")[0].rstrip(".").replace("``", "`")


def _touched(package: str) -> str:
    graph = _graph()
    modules = {package, *graph.find_descendants(package)}
    touched = [
        word
        for name, word in _WORLD.items()
        if name in graph.modules and modules & graph.find_modules_that_directly_import(name)
    ]
    return ", ".join(dict.fromkeys(touched)) or "nothing"


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph(
        "varaamo_sync",
        "varaamo_sync_cli",
        include_external_packages=True,
        exclude_type_checking_imports=True,
        cache_dir=None,
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
