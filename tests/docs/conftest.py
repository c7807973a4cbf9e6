from __future__ import annotations

import os
import shlex
import shutil
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.clock import CLOCK, now
from tests.docs.by_hand import Mishap
from tests.docs.pages import ROOT, Page
from tests.program import PROGRAM
from varaamo_sync.sandbox import Sandbox, running

VARAAMO = "https://varaamo.example.invalid"
"""The booking system of the pages: a sandbox is served in its place."""

DATABASE = "postgresql://varaamo@db.example.invalid/varaamo"
"""The team's database of the pages: a PostgreSQL is started in its place."""


def _program(folder: Path) -> Path:
    """Return a folder whose ``varaamo-sync`` is that of the tests: all of a page is one day."""
    scripts = folder / "bin"
    scripts.mkdir()
    script = scripts / "varaamo-sync"
    script.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return scripts


@pytest.fixture
def opened(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], Page]]:
    """Give what opens a page in an empty folder that holds the examples, beside its servers."""
    for name in os.environ:
        if name.startswith("VARAAMO_SYNC_") or name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", sysconfig.get_path("scripts"), prepend=os.pathsep)
    monkeypatch.setenv("PATH", str(_program(tmp_path)), prepend=os.pathsep)
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    monkeypatch.setenv("VARAAMO_SYNC_KEYRING", "off")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "page" / ".local" / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "page" / ".cache"))
    folder = tmp_path / "page"
    ignore = shutil.ignore_patterns(".varaamo-sync", "__pycache__")
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=ignore)
    mishap = Mishap()
    CLOCK.run()
    with ExitStack() as stack:

        def page(path: Path) -> Page:
            text, addresses = path.read_text("utf-8"), {}
            if VARAAMO in text:
                sandbox = Sandbox(tmp_path / "served.db", clock=now, faults=mishap)
                mishap.sandbox = sandbox
                stack.callback(sandbox.close)
                addresses[VARAAMO] = stack.enter_context(running(sandbox))
            if DATABASE in text:
                addresses[DATABASE] = request.getfixturevalue("postgres")
            hands = {"mishap": mishap, "setenv": monkeypatch.setenv}
            return Page(path, folder, addresses, hands)

        yield page
