"""Rules on texts, by what they ask of them."""

from varaamo_sync.rules.themes.texts import (
    contradictions,
    languages,
    public_texts,
    required,
    signs,
)

__all__ = ["contradictions", "languages", "public_texts", "required", "signs"]
