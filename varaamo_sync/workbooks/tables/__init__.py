"""Tables: the headers of a sheet, what its columns hold, and its rows."""
