"""Answers of a board: pages, their twins, and messages in the form that was asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from varaamo_sync.board import frames, twins
from varaamo_sync.board.state import BoardState
from varaamo_sync.model import Lang

TWIN = ".json"
"""How the address of a page ends where it is asked for as JSON."""


def answer_page(text: str, status: int = 200) -> Response:
    """Return a page as an answer."""
    return Response(text, status, media_type="text/html")


def answer_twin(values: Mapping[str, Any], status: int = 200) -> Response:
    """Return a twin as an answer."""
    text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    return Response(text, status, media_type="application/json")


def answer_message(
    address: str, name: str, status: int, lang: Lang, *, board: bool = True
) -> Response:
    """Return why there is no page: as a page, or as JSON where a twin was asked for.

    Args:
        address: What was asked for.
        name: Name of the message in the word file: ``missing``, ``denied``, ``host`` …
        status: The HTTP status.
        lang: The language.
        board: Whether whoever reads it may see the board, and is led back to it.
    """
    if address.endswith(TWIN):
        return answer_twin(twins.message_as_dict(name, lang), status)
    return answer_page(frames.message_page(name, lang, board=board), status)


def answer_nothing(address: str, state: BoardState, lang: Lang) -> Response:
    """Return why nothing can be shown yet, as a page or as JSON."""
    if address.endswith(TWIN):
        return answer_twin(twins.nothing_as_dict(state, lang), 503)
    return answer_page(frames.nothing_page(state, lang), 503)
