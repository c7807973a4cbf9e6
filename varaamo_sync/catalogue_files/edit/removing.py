"""Takes rooms out of a file, and venues with them that have no other room."""

from __future__ import annotations

from collections.abc import Callable, Collection

from varaamo_sync.catalogue_files.edit.text_editor import TextEditor

_OF_ITS_OWN = ("defaults", "hours")
"""What a venue may say for rooms to come; it stays with them."""


def without_rooms(text: str, opened: Callable[[str], TextEditor], keys: Collection[str]) -> str:
    """Return a text without some rooms.

    Args:
        text: The text of the file.
        opened: Opens an editor of its form.
        keys: Keys of the rooms; those that the file does not have are none of its.

    Raises:
        Cannot: The text is written in a way that cannot be edited in place.
    """
    editor = opened(text)
    emptied: list[int] = []
    for number, venue in enumerate(editor.data.get("venues") or ()):
        rooms = venue.get("rooms") or ()
        gone = [at for at, room in enumerate(rooms) if room.get("key") in keys]
        if gone and len(gone) == len(rooms) and not any(venue.get(one) for one in _OF_ITS_OWN):
            emptied.append(number)
        elif gone:
            editor.remove(("venues", number), "rooms", gone)
    if emptied:
        editor = opened(editor.text())
        editor.remove((), "venues", emptied)
    return editor.text()
