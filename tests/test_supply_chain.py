import re
import sys

import pytest

from tests.closure import OURS, ROOT, closure, extras, licence, pins

DEPENDENCIES = ROOT / "docs" / "dependencies.md"
as_pinned = pytest.mark.skipif(
    (sys.platform, *sys.version_info[:2]) != ("linux", 3, 11),
    reason="constraints.txt is made on Linux with the oldest Python; others need more or less",
)


def allowed() -> set[str]:
    """Return the licences that the table in ``docs/dependencies.md`` allows."""
    text = DEPENDENCIES.read_text(encoding="utf-8")
    table = text.partition("## Licences")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE))


@as_pinned
@pytest.mark.parametrize("extra", extras())
def test_everything_that_is_installed_is_pinned(extra: str) -> None:
    """What an extra brings along has one exact version in ``constraints.txt``, and has it here."""
    found = {(name, made.version) for name, made in closure(extra).items()}

    assert set() == found - set(pins())


@as_pinned
def test_nothing_is_pinned_for_nobody() -> None:
    """A pin that no extra leads to any more would be kept up for nothing."""
    needed = {name for extra in extras() for name in closure(extra)}

    assert set() == {name for name, _ in pins()} - needed


def test_pins_are_exact_and_stand_once() -> None:
    """No two lines disagree, and none leaves a choice to the day of the installation."""
    names = [name for name, _ in pins()]

    assert all(re.fullmatch(r"[0-9][0-9a-z.+]*", number) for _, number in pins())
    assert len(set(names)) == len(names)


@as_pinned
def test_what_people_install_has_a_licence_that_was_looked_at() -> None:
    """Every distribution of every extra has a licence of the table in ``docs/dependencies.md``."""
    found = {name: licence(made) for name, made in closure("all").items()}
    known = allowed()

    assert {} == {name: said for name, said in found.items() if said not in known}
    assert known == set(found.values()), "a licence in the table that nothing has any more"


def test_every_dependency_has_its_reason() -> None:
    """Whatever ``pyproject.toml`` asks for is told of in ``docs/dependencies.md``."""
    text = DEPENDENCIES.read_text(encoding="utf-8").casefold()
    asked = {re.split(r"[\[<>=;~! ]", line)[0] for lines in extras().values() for line in lines}

    assert set() == {name for name in asked - {OURS} if name.casefold() not in text}
