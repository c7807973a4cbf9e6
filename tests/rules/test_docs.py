import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_rules_page_is_fresh() -> None:
    """The page of rules is what the rules and their texts are now."""
    script = runpy.run_path(str(DOCS / "generate_rules.py"))

    assert script["page"]() == (DOCS / "reference" / "rules.md").read_text(encoding="utf-8")
