"""The site, built as ``make docs`` does: what commands and the library have is there to be read."""

from __future__ import annotations

import html
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple, TypeVar

import click
import pytest

import varaamo_sync
from tests.docs.held import arguments_of, held_by
from tests.docs.pages import DOCS, ROOT
from varaamo_sync_cli.main import cli

pytestmark = pytest.mark.timeout(600)  # building the site takes its time on a busy machine

FIRST = "varaamo_sync"
INNER = {"catalogue_form", "likeness", "listening", "logs", "secrecy", "startup", "stored_form"}
"""Modules that only the library itself calls."""

_NAME = re.compile(
    r'<dt class="sig [^>]*id="([^"]+)">(.*?)</dt>\s*<dd>(.*?)(?=<dl|</dd>)', re.DOTALL
)
_ADDRESS = re.compile(r"\bvaraamo_sync(?:\.\w+)+")


class Told(NamedTuple):
    """What a page tells of a name: the page, the signature, and the text before its members."""

    page: str
    signature: str
    text: str


@pytest.fixture(scope="module")
def site() -> Path:
    """Give the site that ``make docs`` made, or make it where that is missing or old."""
    made = ROOT / "build" / "docs"
    whole = made / ".whole"
    if whole.exists() and whole.stat().st_mtime > max(_changed()):
        return made
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    command += ["--doctree-dir", str(ROOT / "build" / "doctrees"), str(DOCS), str(made)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    whole.touch()
    return made


def _changed() -> Iterator[float]:
    """Yield when each file was changed that the site is made of."""
    yield from (file.stat().st_mtime for file in ROOT.glob("*.*") if file.is_file())
    for folder in ("cli", "docs", "examples", "schemas", "varaamo_sync"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                yield file.stat().st_mtime


@pytest.fixture(scope="module")
def told(site: Path) -> dict[str, list[Told]]:
    """Return what the pages of the library tell, by address."""
    names: dict[str, list[Told]] = {}
    for page in sorted((site / "reference" / "api").glob("*.html")):
        for address, signature, text in _NAME.findall(page.read_text("utf-8")):
            names.setdefault(address, []).append(Told(page.stem, _plain(signature), text))
    return names


def _plain(markup: str) -> str:
    without_link = re.sub(r'<a class="headerlink".*?</a>', "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", without_link)).split())


def commands(command: click.Command = cli, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield (*path, name)
            yield from commands(found, *path, name)


def test_every_command_is_in_the_reference(site: Path) -> None:
    """The page of commands, made from the program, has a heading for each."""
    page = (site / "reference" / "commands.html").read_text("utf-8")

    assert [] == [path for path in commands() if f'id="varaamo-sync-{"-".join(path)}"' not in page]


def test_every_public_name_is_on_one_page_at_its_public_address(
    told: dict[str, list[Told]],
) -> None:
    """What a door of the library names is told of once, and said to be where one imports it."""
    amiss = {address: told.get(address, []) for address in _addresses()}

    assert {} == {address: pages for address, pages in amiss.items() if len(pages) != 1}


def test_no_address_is_told_that_may_change(told: dict[str, list[Told]]) -> None:
    """Only doors, what they name and what that holds is linked or spelled out in a signature."""
    public = {*_addresses(), *_doors()}
    said = {address for one in told.values() for each in one for address in _links(each)}

    assert set() == {one for one in {*told, *said} if not _stands(one, public)}


def _links(one: Told) -> set[str]:
    links = re.findall(r'href="[^"]*#([^"]+)"', one.text)
    return {*_ADDRESS.findall(one.signature), *(link for link in links if _ADDRESS.match(link))}


def _stands(address: str, public: set[str]) -> bool:
    parts = address.split(".")
    return any(".".join(parts[:end]) in public - {FIRST} for end in range(2, len(parts) + 1))


def test_every_class_shows_how_it_is_made_what_it_holds_and_on_what_it_rests(
    told: dict[str, list[Told]],
) -> None:
    """Fields, keys, members, methods, the arguments of the constructor, and public bases."""
    assert [] == [
        line for cls, address in _classes().items() for line in _amiss(cls, address, told)
    ]


def _amiss(cls: type, address: str, told: dict[str, list[Told]]) -> Iterator[str]:
    (own,) = told[address]
    family = [_classes()[base] for base in cls.__mro__ if base in _classes()]
    for held in held_by(cls):
        found = [one for base in family for one in told.get(f"{base}.{held.name}", ())]
        if not found:
            yield f"{address}.{held.name} is not told of"
        elif not held.is_shown_in(found[0].signature):
            yield f"{address}.{held.name} has another default: {found[0].signature}"
    for name in arguments_of(cls):
        if not re.search(rf"[(, *]{name}[:=,)]", own.signature):
            yield f"{address}({name}) is not told of: {own.signature}"
    for base in cls.__bases__:
        if base in _classes() and f'#{_classes()[base]}"' not in own.text:
            yield f"{address} does not lead to its base {base.__name__}"


@pytest.mark.parametrize("alias", ["model.Duration", "model.Words", "snapshot.Value"])
def test_an_alias_is_explained_where_its_links_lead(
    told: dict[str, list[Told]], site: Path, alias: str
) -> None:
    """A kind of value is said to be what a program sees, and in words; signatures link to it."""
    address = f"{FIRST}.{alias}"
    (own,) = told[address]
    page = (site / "reference" / "api" / f"{own.page}.html").read_text("utf-8")

    assert own.signature.startswith(f"type {address} = ")
    assert len(_plain(own.text)) > len("What it is.")
    assert f'href="#{address}"' in page.replace(f'headerlink" href="#{address}"', "")


def test_the_table_of_doors_has_each() -> None:
    """The page of the library says of every door what it gives and touches."""
    page = (DOCS / "reference" / "library.md").read_text("utf-8")
    told = set(re.findall(r"^\| \[[\w.]+\]\(api/([\w.]+)\.md\) \|", page, re.MULTILINE))

    assert told == {file.stem for file in (DOCS / "reference" / "api").glob("*.md")}


def test_the_first_page_leads_to_every_door_and_to_its_names(site: Path) -> None:
    """Whoever opens the library's reference sees what there is, and gets there."""
    page = (site / "reference" / "api" / f"{FIRST}.html").read_text("utf-8")
    article = page[page.index("<article") : page.index("</article")]
    wanted = {*(f"{FIRST}.{name}" for name in varaamo_sync.__all__), *_doors() - {FIRST}}

    assert set() == {one for one in wanted if f"#{one}" not in article.replace("module-", "")}


@cache
def _addresses() -> dict[str, Any]:
    """Return what every door names, by the shortest address by which it can be imported."""
    named = {f"{FIRST}.{name}": getattr(varaamo_sync, name) for name in varaamo_sync.__all__}
    short = {id(value) for value in named.values()}
    for door in sorted(_doors() - {FIRST}):
        for name in _public(door):
            value = getattr(import_module(door), name)
            if id(value) not in short or not hasattr(varaamo_sync, name):
                named[f"{door}.{name}"] = value
    return named


@cache
def _classes() -> dict[type, str]:
    return {value: address for address, value in _addresses().items() if inspect.isclass(value)}


@cache
def _doors() -> set[str]:
    names = {module.name for module in iter_modules(varaamo_sync.__path__)} - INNER - {"state"}
    pages = (DOCS / "reference" / "api").glob("*.md")
    further = re.findall(r"door:: (\S+)", "\n".join(page.read_text("utf-8") for page in pages))
    return {FIRST, *(f"{FIRST}.{name}" for name in names), *further}


def _public(module: str) -> set[str]:
    loaded = import_module(module)
    if hasattr(loaded, "__all__"):
        return set(loaded.__all__)
    return {
        name
        for name, value in vars(loaded).items()
        if not name.startswith("_")
        and getattr(value, "__module__", "") == module
        and not isinstance(value, TypeVar)
    }
