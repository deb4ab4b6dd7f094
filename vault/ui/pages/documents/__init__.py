"""The documents: a list, what is known of each, and how it looks."""
