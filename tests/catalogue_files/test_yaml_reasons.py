"""Why a file cannot be read as YAML is told in the reader's language, and how to write a value."""

import re
from pathlib import Path

import pytest

from tests.catalogue_files.folders import read, room
from varaamo_sync.findings import Finding
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.words import text
from varaamo_sync.words.files import word_file

BROKEN = {
    "flow": "a: {b: 1",
    "quote": "a: 'x",
    "colon": "a: b: c",
    "dash": "- a\nb: c",
    "key": "a: 'x' y",
    "sign": "a: @b",
    "anchor": "a: *b",
    "value": "a: }",
    "escape": 'a: "\\q"',
    "block": "a: |x\n",
    "list": "a: - b",
    "name": "a: &\n",
    "directive": "%a\n",
}


def told(found: Finding, lang: Lang) -> str:
    """Return the message of a finding."""
    return text(found.rule, "message", lang, found.params)


@pytest.mark.parametrize("code", BROKEN)
def test_the_reason_is_told_in_every_language(code: str, tmp_path: Path) -> None:
    """None of what the parser says in English is left over where words know it."""
    (found,) = read(tmp_path, a=BROKEN[code]).findings

    assert "yaml-syntax" == found.rule
    for lang in LANGS:
        assert str(word_file("yaml", lang)[code]) in told(found, lang)
    assert not re.search("did not find|not allowed|unknown anchor", told(found, "fi"))


def test_each_reason_is_known() -> None:
    """The file of words has those that are found, and no others."""
    assert {*BROKEN} == set(word_file("yaml", "fi"))


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("publish: 1", "from: 2027-01-31"),
        ("capacity: 20", "max: 20"),
        ("pricing: [5]", "free: true"),
        ("description: 1", "fi: Sali"),
        ("hours: 1", "mon-fri: 08:00-16:00"),
    ],
)
def test_how_a_value_is_written_fits_its_field(line: str, example: str, tmp_path: Path) -> None:
    """Nobody is told to write a name where days or figures belong."""
    fixes = [text(f.rule, "fix", "fi", f.params) for f in read(tmp_path, a=room(line)).findings]

    assert any(example in fix for fix in fixes), fixes
