"""The report as one HTML page that needs no script and asks no other host for anything."""

from varaamo_sync.report.page.pages import Aside, Crumb, Frame, Page, PagePart, page_of
from varaamo_sync.report.page.writing import content_policy, lay_out_page, write_page

__all__ = [
    "Aside",
    "Crumb",
    "Frame",
    "Page",
    "PagePart",
    "content_policy",
    "lay_out_page",
    "page_of",
    "write_page",
]
