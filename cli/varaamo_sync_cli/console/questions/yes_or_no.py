"""Questions on the terminal, which are answered yes or no in any of our languages."""

from __future__ import annotations

import click

from varaamo_sync.words import Theme
from varaamo_sync_cli.console.run_language import LANGS, current_language

line = Theme("commands/prompts")


def confirm(question: str) -> bool:
    """Ask a question on stderr until the answer is understood; no answer at all is no.

    Args:
        question: The question, in the language of this run.

    Raises:
        click.Abort: Whoever was asked has left: end of input, or Ctrl-C.
    """
    lang = current_language()
    asked = line("asked", lang, question=question, answers=line("answers", lang))
    while True:
        typed = click.prompt(asked, default="", show_default=False, prompt_suffix=" ", err=True)
        answer = understand(typed)
        if answer is not None:
            return answer
        click.echo(line("not_understood", lang, typed=typed), err=True)


def understand(typed: str) -> bool | None:
    """Return what an answer means; ``None`` where it is neither yes nor no in any language."""
    word = typed.strip().rstrip(".!").casefold()
    if not word:
        return False
    for said, name in ((True, "words_for_yes"), (False, "words_for_no")):
        if any(word in line(name, lang).split() for lang in LANGS):  # type: ignore[arg-type]
            return said
    return None
