"""The words of workbooks that are made and marked: one file for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache, reduce
from importlib import resources
from typing import Any

from varaamo_sync.model import LANGS, Lang


def in_languages(code: str) -> Mapping[Lang, Any]:
    """Return what the files of the languages hold under a name, such as ``sheets.rooms``."""
    return {
        lang: reduce(lambda part, name: part[name], code.split("."), _file(lang)) for lang in LANGS
    }


@lru_cache(maxsize=len(LANGS))
def _file(lang: Lang) -> Mapping[str, Any]:
    file = resources.files("varaamo_sync.workbooks") / f"words.{lang}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
