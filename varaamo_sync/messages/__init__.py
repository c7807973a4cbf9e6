"""What findings and errors say to people, in Finnish, Swedish and English."""

from varaamo_sync.messages.explanations import Explanation, answers, explained
from varaamo_sync.messages.notes import NOTES
from varaamo_sync.messages.operations import OPERATIONS
from varaamo_sync.messages.texts import Part, rules, text

__all__ = ["NOTES", "OPERATIONS", "Explanation", "Part", "answers", "explained", "rules", "text"]
