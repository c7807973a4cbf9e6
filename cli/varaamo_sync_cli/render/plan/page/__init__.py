"""A plan as a page, for a pull request or a browser: the same as its text, room by room."""
