"""The board: the report as a page that renews itself, with a page for each unit, venue and room."""

from varaamo_sync.board.access import Access, is_loopback
from varaamo_sync.board.state import BoardSource, BoardState, Notice
from varaamo_sync.extras import needing

with needing("board"):
    from varaamo_sync.board.server import serve
    from varaamo_sync.board.web import board_app

__all__ = ["Access", "BoardSource", "BoardState", "Notice", "board_app", "is_loopback", "serve"]
