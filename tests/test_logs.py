from __future__ import annotations

import logging
import re
from pathlib import Path

import varaamo_sync
from varaamo_sync.logs import get_log


def test_the_library_says_nothing_by_itself() -> None:
    """An application that wants its log asks for it."""
    log = get_log("varaamo_sync.sync.surveys")

    assert log is logging.getLogger("varaamo_sync.sync.surveys")
    assert any(
        isinstance(one, logging.NullHandler) for one in logging.getLogger("varaamo_sync").handlers
    )


def test_every_log_of_the_library_is_one_of_these() -> None:
    """A module that asks ``logging`` itself would speak where nobody has asked for a log."""
    folder = Path(str(varaamo_sync.__file__)).parent
    asking = {
        file.name
        for file in folder.rglob("*.py")
        if re.search(r"getLogger\(__name__\)", file.read_text(encoding="utf-8"))
    }

    assert asking == set()
