"""One module a first word of the command line, found by its name."""
