"""The history: who did what, when, and whether all of it is there."""
