import json
import re
import sys

import pytest

from tests.audit import audited
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


def locked() -> dict[str, tuple[str, int]]:
    """Return version and number of hashes of every package in ``requirements.lock``."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found: dict[str, tuple[str, int]] = {}
    for block in re.split(r"\n(?=[a-z0-9])", text.strip()):
        head = re.match(r"([a-z0-9.-]+)==([0-9][0-9a-z.+]*)", block)
        assert head is not None, block[:80]
        assert head[1] not in found
        found[head[1]] = (head[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}", block)))
    return found


def test_every_pin_is_locked_by_its_hashes() -> None:
    """``requirements.lock`` has the versions of ``constraints.txt``, each with hashes."""
    lock = locked()
    wanted = {name.replace("_", "-").replace(".", "-"): number for name, number in pins()}

    assert wanted == {name: lock[name][0] for name in wanted}
    assert [] == [name for name, (_, hashes) in lock.items() if not hashes]


def test_the_lock_names_no_index() -> None:
    """Where packages come from is for whoever installs to say, not for a file of ours."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert "://" not in text
    assert "--index" not in text


ACTIONS = ("action.yml", "actions/plan/action.yml")


def test_the_actions_install_what_was_tested() -> None:
    """CI of a catalogue gets the versions of ``constraints.txt``, and by no other way."""
    installs = (ROOT / "actions" / "install.py").read_text(encoding="utf-8")

    assert '"--constraint", str(root / "constraints.txt"), str(root)' in installs
    assert not [name for name in ACTIONS if "pip install" in (ROOT / name).read_text("utf-8")]


@pytest.mark.parametrize("name", ACTIONS)
def test_what_an_action_uses_is_pinned(name: str) -> None:
    """An action of somebody else is named by its commit: a tag may be moved."""
    uses = re.findall(r"uses: (.*)", (ROOT / name).read_text(encoding="utf-8"))

    assert 2 == len(uses)
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v[\d.]+", one) for one in uses)


def test_the_audit_counts_only_what_was_looked_at() -> None:
    """What is not in the list of weaknesses was not audited, and is not called sound."""
    answer = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]},
            {"name": "b", "version": "1", "vulns": []},
            {"name": "c", "skip_reason": "not found"},
        ]
    }
    weak, looked = audited(json.dumps(answer))

    assert (["a 1: X-1, mended in ['2']"], 2) == (weak, looked)
