"""Opening hours as text, Markdown and JSON."""
