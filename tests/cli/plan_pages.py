"""Plans as pages, for tests."""

from varaamo_sync.model import Lang
from varaamo_sync.plan import Plan
from varaamo_sync_cli.render.page.html_page import HtmlPage
from varaamo_sync_cli.render.page.markdown_page import MarkdownPage
from varaamo_sync_cli.render.page.page_size import write_page
from varaamo_sync_cli.render.plan.page.plan_page import plan_page
from varaamo_sync_cli.render.plan.plan_text import Telling

FULL = Telling(full=True)


def as_markdown(plan: Plan, lang: Lang) -> str:
    """Return a plan as Markdown, however long it is."""
    return write_page(plan_page(plan, lang, FULL), MarkdownPage(), None)


def as_html(plan: Plan, lang: Lang) -> str:
    """Return a plan as HTML, however long it is."""
    return write_page(plan_page(plan, lang, FULL), HtmlPage(), None)
