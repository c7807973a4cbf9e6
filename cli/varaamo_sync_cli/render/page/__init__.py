"""Pages: sections of lists and tables as values, for each form that a person reads elsewhere."""
