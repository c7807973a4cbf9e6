from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sybil.example import SybilFailure

from tests.docs.pages import Page

Opened = Callable[[Path], Page]


def page(folder: Path, text: str) -> Path:
    """Write a page; ``~~~`` stands for the fence of a block."""
    path = folder / "page.md"
    path.write_text(text.replace("~~~", "```"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "~~~console\n$ echo one\ntwo\n~~~\n",
        "~~~console\n$ echo one && echo two\none\n~~~\n",
        "~~~console\n$ echo one && echo two\n…\nthree\n~~~\n",
        "~~~console\n$ exit 3\n~~~\n",
        "<!-- ends with 1 -->\n~~~console\n$ true\n~~~\n",
        "<!-- ends with 1 -->\n~~~console\n$ false\n$ false\n~~~\n",
        "~~~console\n$ varaamo-sync --version\nno such output\n~~~\n",
    ],
)
def test_a_page_that_is_wrong_is_found(tmp_path: Path, opened: Opened, text: str) -> None:
    """Another output, another exit code, or a command before the last that fails."""
    with pytest.raises(AssertionError, match=r"^page\.md:\d+: \$ "):
        opened(page(tmp_path, text)).run()


@pytest.mark.parametrize(
    "text", ["~~~python\n>>> 1 + 1\n3\n~~~\n", "~~~python\nraise SystemError\n~~~\n"]
)
def test_a_snippet_that_is_wrong_is_found(tmp_path: Path, opened: Opened, text: str) -> None:
    """Python that raises, or shows something else."""
    with pytest.raises((SybilFailure, SystemError)):
        opened(page(tmp_path, text)).run()


def test_a_page_that_is_right_passes(tmp_path: Path, opened: Opened) -> None:
    """Outputs may leave lines and ends out, days differ, files are written, codes are told."""
    text = (
        "~~~yaml\n# some/file.yaml\nkey: value\n~~~\n"
        "~~~console\n$ cat some/file.yaml\n…\nkey: …\n$ echo 2026-11-22\n2031-01-01\n~~~\n"
        "<!-- ends with 2 -->\n~~~console\n$ exit 2\n~~~\n"
        "~~~python\nnumber = 1\n~~~\n~~~python\n>>> number\n1\n~~~\n"
        '<!-- invisible-code-block: python\ntyped = ["hello"]\n-->\n'
        "<!-- typed at a terminal -->\n"
        "~~~console\n$ printf 'Word: ' && read word && echo got $word\n…\ngot hello\n~~~\n"
    )

    opened(page(tmp_path, text)).run()


def test_outputs_can_be_renewed(tmp_path: Path, opened: Opened) -> None:
    """Renewing writes what a command says today, and leaves what was left out."""
    path = page(tmp_path, "~~~console\n$ echo one\ntwo\n$ echo three\n…\n~~~\n")

    opened(path).renew()

    assert "```console\n$ echo one\none\n$ echo three\n…\n```\n" == path.read_text("utf-8")
