"""What is remembered between pushes, as values."""

from varaamo_sync.state.records import Fate, Fence, LockHolder, Pairing, Remembered

__all__ = ["Fate", "Fence", "LockHolder", "Pairing", "Remembered"]
