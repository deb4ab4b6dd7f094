"""One file for each kind of file that can be imported; found by `importers.registry`."""
