"""Tables of OpenDocument: the document and its sheets."""
