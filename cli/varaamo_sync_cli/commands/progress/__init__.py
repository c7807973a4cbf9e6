"""How the goal stands: status, history, scorecards."""
