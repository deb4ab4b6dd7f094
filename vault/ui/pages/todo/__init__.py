"""To check: what waits for the person, with the act that settles it."""
