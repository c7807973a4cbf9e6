"""Field by field between the catalogue and the names and spellings of the booking API."""
