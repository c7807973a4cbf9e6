"""Proves an installation: does it do what the client relies on, fact by fact?"""

from varaamo_sync.conformance.facts import FACTS, HOURS_FACTS, RESPA_FACTS, Fact
from varaamo_sync.conformance.hours_run import hours_conformance
from varaamo_sync.conformance.report import NOT_REACHED, NOTHING_WRITTEN, Report, Result, Verdict
from varaamo_sync.conformance.respa_run import respa_conformance
from varaamo_sync.conformance.respa_ways import RespaWays
from varaamo_sync.conformance.runs import OtherUsers
from varaamo_sync.conformance.varaamo_run import MARK, conformance

__all__ = [
    "FACTS",
    "HOURS_FACTS",
    "MARK",
    "NOTHING_WRITTEN",
    "NOT_REACHED",
    "RESPA_FACTS",
    "Fact",
    "OtherUsers",
    "Report",
    "RespaWays",
    "Result",
    "Verdict",
    "conformance",
    "hours_conformance",
    "respa_conformance",
]
