"""From the bytes of an answer to values that have the shape that was asked for, or the error."""
