"""What is remembered between pushes, as values."""

from varaamo_sync.state.records import Fence, IntentState, LockHolder, Pairing, RoomState

__all__ = ["Fence", "IntentState", "LockHolder", "Pairing", "RoomState"]
