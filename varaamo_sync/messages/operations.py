"""What is done with a booking system, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

_Words = Mapping[Literal["fi", "sv", "en"], str]

_ROOMS: _Words = {"fi": "Tilojen luku", "sv": "Läsning av lokaler", "en": "Reading rooms"}
_REFERENCE: _Words = {
    "fi": "Viitetietojen luku",
    "sv": "Läsning av referensuppgifter",
    "en": "Reading reference data",
}

_HOURS: _Words = {
    "fi": "Aukiolojen luku",
    "sv": "Läsning av öppettider",
    "en": "Reading opening hours",
}

OPERATIONS: Mapping[str, _Words] = {
    "login": {"fi": "Kirjautuminen", "sv": "Inloggning", "en": "Logging in"},
    "CurrentUser": {
        "fi": "Kirjautumisen tarkistus",
        "sv": "Kontroll av inloggningen",
        "en": "Asking who is logged in",
    },
    "CheckPermissions": {
        "fi": "Oikeuksien tarkistus",
        "sv": "Kontroll av rättigheter",
        "en": "Asking for rights",
    },
    "CancellationRules": _REFERENCE,
    "Types": _REFERENCE,
    "Purposes": _REFERENCE,
    "Equipment": _REFERENCE,
    "Terms": _REFERENCE,
    "Taxes": _REFERENCE,
    "Venues": {
        "fi": "Toimipisteiden luku",
        "sv": "Läsning av verksamhetsställen",
        "en": "Reading venues",
    },
    "Spaces": {
        "fi": "Fyysisten tilojen luku",
        "sv": "Läsning av utrymmen",
        "en": "Reading spaces",
    },
    "Rooms": _ROOMS,
    "Room": _ROOMS,
    "RoomNumbers": _ROOMS,
    "Openings": _HOURS,
    "Hours": _HOURS,
    "createSpace": {
        "fi": "Fyysisen tilan luominen",
        "sv": "Att skapa utrymmet",
        "en": "Making the space",
    },
    "updateSpace": {
        "fi": "Fyysisen tilan muuttaminen",
        "sv": "Att ändra utrymmet",
        "en": "Changing the space",
    },
    "createReservationUnit": {
        "fi": "Tilan luominen",
        "sv": "Att skapa lokalen",
        "en": "Making the room",
    },
    "updateReservationUnit": {
        "fi": "Tilan muuttaminen",
        "sv": "Att ändra lokalen",
        "en": "Changing the room",
    },
    "archiveReservationUnit": {
        "fi": "Tilan arkistointi",
        "sv": "Att arkivera lokalen",
        "en": "Archiving the room",
    },
    "createReservationUnitImage": {
        "fi": "Kuvan lähettäminen",
        "sv": "Att skicka bilden",
        "en": "Sending the picture",
    },
}
"""Every operation that is sent, by its name."""
