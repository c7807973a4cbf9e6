"""What findings say to people, in Finnish, Swedish and English."""

from varaamo_sync.messages.texts import Part, rules, text

__all__ = ["Part", "rules", "text"]
