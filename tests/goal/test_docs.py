"""What the explanation of the goal says is what the code does."""

from pathlib import Path

from varaamo_sync.goal.forecast import SHORTEST, WINDOW
from varaamo_sync.model import LANGS
from varaamo_sync.words import Theme

said = Theme("report/standing")

TEXT = " ".join(
    (Path(__file__).parents[2] / "docs" / "explanation" / "stages-and-goal.md")
    .read_text("utf-8")
    .split()
)


def test_the_method_is_explained_in_a_few_sentences_everywhere() -> None:
    """Docs and output explain the forecast in the same sentences, with the code's own figures."""
    assert 12 * 7 == WINDOW.days
    assert 7 == SHORTEST.days
    for lang in LANGS:
        method = said("method", lang)

        assert 4 == method.count(". ") + 1
        assert "12" in method
    assert said("method", "en").partition(". ")[0] in TEXT
