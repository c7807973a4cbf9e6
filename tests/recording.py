"""What a push sends, noted on its way to the booking system."""

from typing import Any

from varaamo_sync.booking import Command


class Recording:
    """A booking system that notes what is sent to it; for dataclasses that have both."""

    api: Any
    sent: list[Command[Any]]

    @property
    def origin(self) -> str:
        """Say which booking system it is."""
        return str(self.api.origin)

    def execute(self, command: Command[Any]) -> Any:
        """Note a command and pass it on."""
        self.sent.append(command)
        return self.api.execute(command)

    def writes(self) -> list[str]:
        """Return the names of the writes that were sent, and forget them."""
        names = [type(command).__name__ for command in self.sent]
        self.sent.clear()
        return [name for name in names if not name.startswith(("Read", "Check"))]
