"""Words that are read of workbooks; those that we write into them stand in the word files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import tomli


@lru_cache(maxsize=16)
def word_file(name: str) -> Mapping[str, Any]:
    """Return what a file of words holds, such as ``cells/vocabulary``."""
    file = resources.files("varaamo_sync.workbooks").joinpath(f"{name}.toml")
    return tomli.loads(file.read_text(encoding="utf-8"))


def by_word(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return of groups of words that mean one thing what each word means."""
    return {word: meaning for meaning, words in groups.items() for word in words}
