"""What is said of the goals in words: the same sentences on a terminal and in a report."""

from varaamo_sync.report.sentences import counts, goal, hours, pace, rooms, scorecard

__all__ = ["counts", "goal", "hours", "pace", "rooms", "scorecard"]
