"""The scorecards for people and programs."""
