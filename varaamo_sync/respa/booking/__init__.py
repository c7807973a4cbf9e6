"""Respa as a booking system that rooms are pushed to: the port of ``varaamo_sync.booking``."""

from varaamo_sync.respa.booking.clients import AsyncRespaBookingClient, RespaBookingClient

__all__ = ["AsyncRespaBookingClient", "RespaBookingClient"]
