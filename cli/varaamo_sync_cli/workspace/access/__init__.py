"""Which booking system, with which credentials, and who may push to it."""
