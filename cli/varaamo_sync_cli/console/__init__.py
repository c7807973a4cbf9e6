"""The process and its surroundings: streams, language, clock, settings, errors in words."""
