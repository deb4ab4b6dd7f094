"""Measurements: every measure of a record, by group."""
