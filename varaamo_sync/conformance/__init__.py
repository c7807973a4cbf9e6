"""Proves an installation: does it do what the client relies on, fact by fact?"""

from varaamo_sync.conformance.facts import FACTS, Fact
from varaamo_sync.conformance.report import Report, Result, Verdict
from varaamo_sync.conformance.run import MARK, conformance
from varaamo_sync.conformance.runs import OtherUsers

__all__ = [
    "FACTS",
    "MARK",
    "Fact",
    "OtherUsers",
    "Report",
    "Result",
    "Verdict",
    "conformance",
]
