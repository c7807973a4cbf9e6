"""Telemetry: what the engine and the clients tell while they work, and OpenTelemetry that hears it.

Nothing is told, and nothing of OpenTelemetry is imported, before somebody listens.
"""

from varaamo_sync.telemetry.events import Fact, Observer, observing
from varaamo_sync.telemetry.instrumentation import instrument, uninstrument

__all__ = ["Fact", "Observer", "instrument", "observing", "uninstrument"]
