"""The report as one HTML page that needs no script and asks no other host for anything."""

from varaamo_sync.report.page.pages import Crumb, Frame, Page, PagePart, page_of
from varaamo_sync.report.page.writing import lay_out_page, write_page

__all__ = ["Crumb", "Frame", "Page", "PagePart", "lay_out_page", "page_of", "write_page"]
