"""What is said to people, in Finnish, Swedish and English: one folder a language.

A text is looked up by its theme (a file) and its code (its name there), and filled with values:
``Theme("plan")("nothing", "fi")``. Numbers, days and plural forms are the language's.
"""

from varaamo_sync.words.fields import field_help, field_name, language_name
from varaamo_sync.words.files import speak_of
from varaamo_sync.words.findings import (
    Part,
    rule_message,
    rules,
    sheet_fix,
    text,
    text_in_file,
    unnamed_text,
)
from varaamo_sync.words.forms import (
    day,
    decimal,
    moment,
    number,
    parse_day,
    system_name,
)
from varaamo_sync.words.own_rules import add_rule_words, is_own
from varaamo_sync.words.problems import page_words, problem_words
from varaamo_sync.words.system import (
    in_each_language,
    known_reason,
    sqlite_reason,
    system_reason,
    system_words,
)
from varaamo_sync.words.themes import Phrase, Theme, on_one_line, spoken
from varaamo_sync.words.unseen_signs import UNSEEN_SIGNS, spell_unseen

__all__ = [
    "UNSEEN_SIGNS",
    "Part",
    "Phrase",
    "Theme",
    "add_rule_words",
    "day",
    "decimal",
    "field_help",
    "field_name",
    "in_each_language",
    "is_own",
    "known_reason",
    "language_name",
    "moment",
    "number",
    "on_one_line",
    "page_words",
    "parse_day",
    "problem_words",
    "rule_message",
    "rules",
    "sheet_fix",
    "speak_of",
    "spell_unseen",
    "spoken",
    "sqlite_reason",
    "system_name",
    "system_reason",
    "system_words",
    "text",
    "text_in_file",
    "unnamed_text",
]
