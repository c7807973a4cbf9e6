"""Templates of decks: a city's, opened with care, or our own."""
