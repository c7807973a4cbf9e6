"""From values to what a person, a script or a slide reads."""
