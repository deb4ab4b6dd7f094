"""Readings to attribute: what devices sent and nobody has claimed yet."""
