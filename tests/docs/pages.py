"""Runs a page of the documentation from top to bottom, in a folder of its own.

* ``console``: what follows ``$`` is given to the shell. The lines below are its whole output,
  where ``…`` stands for what the page leaves out: the rest of a line, or, alone, any lines.
  Without lines below, the output is not compared.
  ``<!-- ends with 1 -->`` before a block tells the exit code of its last command; else it is 0.
  ``<!-- typed at a terminal -->`` gives its command a terminal, on which ``typed`` is typed.
* A block whose first line is a comment that names a file is written to that file.
* ``python``: executed, all blocks of a page in one namespace; ``>>>`` compares what it shows.
* ``<!-- invisible-code-block: python …`` does what the page asks a person to do by hand.

``VARAAMO_SYNC_DOCS=renew pytest tests/docs`` writes the outputs of today into the pages.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NoReturn

from sybil import Document, Example
from sybil.example import NotEvaluated
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser
from sybil.region import Lexeme

from tests.clock import ToldDatetime
from tests.docs.terminal import at_terminal
from varaamo_sync_cli.main import run

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

FILES = ("ini", "json", "python", "sh", "toml", "yaml")
"""Languages of blocks that may be files."""

VOLATILE = (
    (r"\b\d{1,2}\.\d{1,2}\.\d{4}\b", "DATE"),
    (r"\b20\d\d-\d\d-\d\d\b", "DATE"),
    (r"\b\d\d:\d\d(:\d\d(\.\d+)?(Z|\+\d\d:\d\d)?)?\b", "TIME"),
    (r"(?<=aikaa )\d+(?= päivää)", "DAYS"),
    (r"(noin )?\S+ tilaa?\s(viikossa|kuukaudessa|vuodessa)", "PACE"),
    (r"\b\d+([.,]\d+)?(?=(/s\b| s\b))", "NUMBER"),
)
"""What differs from run to run, shown as it was once; compared as the word on the right."""

HOME = "/home/me"
"""The folder of the pages."""

_FILE_NAME = re.compile(r"(?:#|//) (\S+\.\w+|\S*/\S+)\n")
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n?((?:(?!\$ ).*\n?)*)", re.MULTILINE)
_SHELL = re.compile(r"[|&;<>$*`\\]")
"""What only a shell understands."""

_ASKS = re.compile(r"\bdatetime(?=\.now\b)")
_TYPED = "<!-- typed at a terminal -->\n"
_ENDS = re.compile(r"<!-- ends with (\d+) -->\s*\Z")


class Page:
    """A page that is being run.

    Args:
        path: The page.
        folder: Where it is run.
        addresses: What stands in the page for a server, and where the server really is.
        hands: What the page's invisible blocks may use, by name.
    """

    def __init__(
        self,
        path: Path,
        folder: Path,
        addresses: Mapping[str, str],
        hands: Mapping[str, object],
    ) -> None:
        self._path = path
        self._folder = folder
        self._addresses = {**addresses, HOME: str(folder)}
        self._hands = hands
        self._renewed: dict[str, str] | None = None

    def run(self) -> None:
        """Run the page; whatever is not as it says raises ``AssertionError``."""
        files = [CodeBlockParser(language, _kept) for language in FILES if language != "python"]
        parsers = (CodeBlockParser("console", self._console), PythonCodeBlockParser(), *files)
        document = Document.parse(str(self._path), *parsers)
        document.push_evaluator(self._file)
        document.namespace |= {"page": document.text, "addresses": self._addresses, **self._hands}
        document.namespace["told_datetime"] = ToldDatetime
        with chdir(self._folder):
            for example in document.examples():
                example.evaluate()

    def renew(self) -> None:
        """Run the page, and write the outputs of today into it."""
        self._renewed = {}
        self.run()
        text = self._path.read_text("utf-8")
        for old, new in self._renewed.items():
            text = text.replace(old, new)
        self._path.write_text(text, encoding="utf-8")

    def _file(self, example: Example) -> None:
        source = str(example.parsed)
        name = _FILE_NAME.match(source)
        if name is None:
            _ask_the_tests_clock(example)
            raise NotEvaluated
        file = self._folder / name[1]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self._real(source), encoding="utf-8")

    def _console(self, example: Example) -> None:
        before = example.document.text[: example.start]
        ends = _ENDS.search(before)
        terminal = before.endswith(_TYPED)
        commands = list(_COMMAND.finditer(example.parsed))
        for number, found in enumerate(commands, 1):
            last = number == len(commands)
            typed = example.namespace["typed"] if terminal else None
            code, seen = self._do(found[1], typed)
            expected = int(ends[1]) if ends and last else 0
            if code != expected:
                self._fail(example, f"$ {found[1]}\nended with {code}, not {expected}:\n{seen}")
            self._compare(example, found, seen)

    def _compare(self, example: Example, found: re.Match[str], seen: str) -> None:
        shown = found[2].rstrip("\n")
        if not shown or _like(shown).fullmatch(_settled(seen) + "\n"):
            return
        if self._renewed is not None and "…" not in shown:
            head = f"$ {found[1]}\n"
            self._renewed[f"{head}{shown}\n"] = f"{head}{seen}\n"
            return
        lines = difflib.ndiff(_settled(shown).splitlines(), _settled(seen).splitlines())
        self._fail(example, "\n".join([f"$ {found[1]}", *lines]))

    def _do(self, command: str, typed: Sequence[str] | None) -> tuple[int, str]:
        """Run a command; return its exit code and its output, as the page would show it."""
        command = self._real(command)
        plain = command.startswith("varaamo-sync ") and not _SHELL.search(command)
        if typed is not None:
            code, seen = at_terminal(command, typed)
        else:
            code, seen = _here(command) if plain else _shell(command)
        for shown, real in self._addresses.items():
            seen = seen.replace(real, shown)
        return code, "\n".join(line.rstrip() for line in seen.rstrip().splitlines())

    def _real(self, text: str) -> str:
        for shown, real in self._addresses.items():
            text = text.replace(shown, real)
        return text

    def _fail(self, example: Example, why: str) -> NoReturn:
        raise AssertionError(f"{self._path.name}:{example.line}: {why}")


def _here(command: str) -> tuple[int, str]:
    """Run the command line in this process, which saves its start."""
    _, *arguments = shlex.split(command)
    output = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(output), redirect_stderr(output):
        code = run(arguments)
    return code, output.buffer.getvalue().decode()  # type: ignore[attr-defined]


def _shell(command: str) -> tuple[int, str]:
    """Run a command as a shell does."""
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        env=dict(os.environ),  # readline, which pytest loads, has set COLUMNS behind Python's back
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout


def _ask_the_tests_clock(example: Example) -> None:
    """Let Python that asks what time it is be told by the clock that the servers go by, too."""
    if isinstance(lexeme := example.parsed, Lexeme) and _ASKS.search(lexeme):
        told = _ASKS.sub("told_datetime", lexeme)
        example.parsed = Lexeme(told, lexeme.offset, lexeme.line_offset)


def _kept(_: Example) -> None:
    """Leave a block that is no file alone."""


def _settled(text: str) -> str:
    for pattern, word in VOLATILE:
        text = re.sub(pattern, word, text)
    return text


def _like(shown: str) -> re.Pattern[str]:
    """Return what matches an output of which ``…`` leaves something out."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in _settled(shown).splitlines()
    ]
    return re.compile("".join(lines))
