"""Keyboard shortcuts: all of them, found by a word."""
