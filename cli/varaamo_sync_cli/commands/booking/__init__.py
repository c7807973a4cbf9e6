"""Commands between the catalogue and the booking system."""
