"""Which cards stand on the overview, and in which order: a dialog over it."""
