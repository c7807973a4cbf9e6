"""A board as a web application: pages and their twins, to be looked at only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from varaamo_sync.board import frames, twins
from varaamo_sync.board.access import Access
from varaamo_sync.board.answers import (
    TWIN,
    answer_message,
    answer_nothing,
    answer_page,
    answer_twin,
)
from varaamo_sync.board.guard import Guard
from varaamo_sync.board.pages import room_page, unit_page, venue_page
from varaamo_sync.board.rooms import find_room, find_unit, rooms_of_venue, standing_of
from varaamo_sync.board.state import BoardSource, BoardState
from varaamo_sync.model import Lang
from varaamo_sync.report import write_document
from varaamo_sync.report.page import Frame, Page, lay_out_page, write_page

_T = TypeVar("_T")


def board_app(source: BoardSource, lang: Lang, access: Access | None = None) -> ASGIApp:
    """Return a board as an ASGI application.

    Args:
        source: Where it has what it shows.
        lang: The language of its pages.
        access: How it is guarded; by default it answers this machine alone.
    """
    board = _Board(source, lang)
    pages = Starlette(
        routes=[
            Route("/", board.report),
            Route("/still", board.still_report),
            Route("/report.json", board.report_twin),
            Route("/units/{name:path}", board.unit),
            Route("/venues/{name:path}", board.venue),
            Route("/rooms/{name:path}", board.room),
        ],
        exception_handlers={HTTPException: board.refused, Exception: board.failed},
    )
    return Guard(pages, access or Access(), lang)


class _Board:
    """The pages; each is made of what is known at the moment that it is asked for."""

    def __init__(self, source: BoardSource, lang: Lang) -> None:
        self._source = source
        self._lang: Lang = lang

    def report(self, _: Request) -> Response:
        """Answer with the report, which a browser asks for anew every few minutes."""
        return self._report(renewed=True)

    def still_report(self, _: Request) -> Response:
        """Answer with the report, for whoever needs time to read it."""
        return self._report(renewed=False)

    def _report(self, *, renewed: bool) -> Response:
        state = self._source.state()
        if state.report is None:
            answer = answer_nothing("/", state, self._lang)
            return _renewed(answer) if renewed else answer
        frame = frames.frame_of_report(state, self._lang, renewed=renewed)
        answer = answer_page(write_page(write_document(state.report, self._lang), frame))
        return _renewed(answer) if renewed else answer

    def report_twin(self, request: Request) -> Response:
        """Answer with the report as JSON."""
        state = self._source.state()
        if state.report is None:
            return answer_nothing(request.url.path, state, self._lang)
        return answer_twin(twins.report_as_dict(state, self._lang))

    def unit(self, request: Request) -> Response:
        """Answer with a service unit."""
        state = self._source.state()
        if standing_of(state) is None:
            return answer_nothing(request.url.path, state, self._lang)
        unit, twin = _find(request, lambda name: find_unit(state, name))
        if twin:
            return answer_twin(twins.unit_as_dict(state, unit, self._lang))
        frame = frames.frame_of_unit(state, unit, self._lang)
        return self._laid_out(state, unit_page(state, unit, self._lang), frame)

    def venue(self, request: Request) -> Response:
        """Answer with a venue."""
        state = self._source.state()
        if standing_of(state) is None:
            return answer_nothing(request.url.path, state, self._lang)
        id, twin = _find(request, lambda name: name if rooms_of_venue(state, name) else None)
        if twin:
            return answer_twin(twins.venue_as_dict(state, id, self._lang))
        frame = frames.frame_of_venue(state, id, self._lang)
        return self._laid_out(state, venue_page(state, id, self._lang), frame)

    def room(self, request: Request) -> Response:
        """Answer with a room."""
        state = self._source.state()
        if standing_of(state) is None:
            return answer_nothing(request.url.path, state, self._lang)
        item, twin = _find(request, lambda key: find_room(state, key))
        if twin:
            return answer_twin(twins.room_as_dict(state, item, self._lang))
        frame = frames.frame_of_room(state, item.room, self._lang)
        return self._laid_out(state, room_page(state, item, self._lang), frame)

    def refused(self, request: Request, error: Exception) -> Response:
        """Answer where there is no page."""
        status = error.status_code if isinstance(error, HTTPException) else 404
        return answer_message(request.url.path, "missing", status, self._lang)

    def failed(self, request: Request, _: Exception) -> Response:
        """Answer where a page could not be made; the server tells why where it runs."""
        return answer_message(request.url.path, "fault", 500, self._lang)

    def _laid_out(self, state: BoardState, page: Page, frame: Frame) -> Response:
        assert state.report is not None  # the page is of it
        return answer_page(lay_out_page(page, state.report.day, frame))


def _find(request: Request, find: Callable[[str], _T | None]) -> tuple[_T, bool]:
    """Return what an address names, and whether its twin is asked for.

    A name that itself ends like a twin goes first: it would be nowhere else.

    Raises:
        HTTPException: It names nothing.
    """
    name = request.path_params["name"]
    found = find(name)
    if found is not None:
        return found, False
    if name.endswith(TWIN):
        found = find(name.removesuffix(TWIN))
        if found is not None:
            return found, True
    raise HTTPException(404)


def _renewed(answer: Response) -> Response:
    answer.headers["Refresh"] = str(frames.RENEWED_EVERY * 60)
    return answer
