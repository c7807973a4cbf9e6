"""What is said of the goals in words: the same sentences on a terminal and in a report."""

from varaamo_sync.report.sentences import absence, counts, goal, hours, pace, rooms, scorecard

__all__ = ["absence", "counts", "goal", "hours", "pace", "rooms", "scorecard"]
