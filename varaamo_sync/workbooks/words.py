"""Words of workbooks: those that we write, a file for each language, and those that we read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache, reduce
from importlib import resources
from operator import getitem
from typing import Any

from varaamo_sync.model import LANGS, Lang


@lru_cache(maxsize=16)
def word_file(name: str) -> Mapping[str, Any]:
    """Return what a file of words holds, such as ``cells/vocabulary``."""
    file = resources.files("varaamo_sync.workbooks").joinpath(f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def in_languages(code: str) -> Mapping[Lang, Any]:
    """Return what the files of the languages hold under a name, such as ``sheets.rooms``."""
    steps = code.split(".")
    return {lang: reduce(getitem, steps, word_file(f"words.{lang}")) for lang in LANGS}


def by_word(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return of groups of words that mean one thing what each word means."""
    return {word: meaning for meaning, words in groups.items() for word in words}
