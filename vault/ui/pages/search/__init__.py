"""Search: one field over the whole record."""
