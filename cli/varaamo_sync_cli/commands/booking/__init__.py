"""To and from the booking system: plan, push, pull."""
