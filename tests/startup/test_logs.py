from __future__ import annotations

import logging

from varaamo_sync.logs import get_log


def test_the_library_says_nothing_by_itself() -> None:
    """An application that wants its log asks for it."""
    log = get_log("varaamo_sync.sync.surveys")

    assert log is logging.getLogger("varaamo_sync.sync.surveys")
    assert any(
        isinstance(one, logging.NullHandler) for one in logging.getLogger("varaamo_sync").handlers
    )
