"""The first page where there is no carnet yet."""
