"""Errors in words and as JSON values: what happened, why, and what to do."""

from varaamo_sync.explanations.error_values import code_of, error_as_dict
from varaamo_sync.explanations.explaining import (
    Audience,
    Explanation,
    answers,
    explained,
    operations,
)

__all__ = [
    "Audience",
    "Explanation",
    "answers",
    "code_of",
    "error_as_dict",
    "explained",
    "operations",
]
