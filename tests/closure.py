"""What an installation of this package brings along, by what is installed here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
OURS = "varaamo-sync"


def normal(name: str) -> str:
    """Return the name of a distribution as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> list[tuple[str, str]]:
    """Return the names and versions of ``constraints.txt``, in its order."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [
        (normal(name), version) for name, _, version in (line.partition("==") for line in lines)
    ]


def extras() -> dict[str, list[str]]:
    """Return what ``pyproject.toml`` asks for, by extra; always asked for under no name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"": project["dependencies"], **project["optional-dependencies"]}


def closure(extra: str) -> dict[str, Distribution]:
    """Return every distribution that an extra of this package needs on this machine."""
    found: dict[tuple[str, str], Distribution] = {}
    waiting = list(_asked(extras()[extra], {extra, ""}))
    while waiting:
        name, wanted = waiting.pop()
        if name == OURS:
            waiting += _asked(extras()[wanted], {wanted, ""})
        elif (name, wanted) not in found:
            found[name, wanted] = distribution(name)
            waiting += _asked(found[name, wanted].requires or (), {wanted})
    return {name: made for (name, _), made in found.items()}


def _asked(lines: Iterable[str], extras: set[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        asked = Requirement(line)
        marker = asked.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
            yield from ((normal(asked.name), extra) for extra in ("", *asked.extras))


def licence(made: Distribution) -> str:
    """Return what a distribution says of its licence: an SPDX expression, else its own words."""
    about = made.metadata
    if expression := about.get("License-Expression"):
        return str(expression)
    classifiers = about.get_all("Classifier") or []
    kinds = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    words = (about.get("License") or "").strip().splitlines()
    return " AND ".join(kinds) or (words[0] if words else "")
