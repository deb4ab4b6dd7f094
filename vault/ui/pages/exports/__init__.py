"""A file that leaves in the clear: what for, what is in it, how it looks."""
