"""Commands that trade workbooks and texts."""
