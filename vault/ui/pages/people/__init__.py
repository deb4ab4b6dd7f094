"""The people of the carnet: add, change, take out."""
