"""What the command line says, in Finnish, Swedish and English; a module for each theme."""

from __future__ import annotations

from varaamo_sync.rooms import Lang

Words = dict[Lang, str]
"""A text in its languages."""
