"""Proves an installation: does it do what the client relies on, fact by fact?"""

from varaamo_sync.conformance.company import Company, Owner
from varaamo_sync.conformance.facts import FACTS, Fact
from varaamo_sync.conformance.report import NOT_COME_TO, NOTHING_WRITTEN, Report, Result, Verdict
from varaamo_sync.conformance.run import MARK, conformance

__all__ = [
    "FACTS",
    "MARK",
    "NOTHING_WRITTEN",
    "NOT_COME_TO",
    "Company",
    "Fact",
    "Owner",
    "Report",
    "Result",
    "Verdict",
    "conformance",
]
