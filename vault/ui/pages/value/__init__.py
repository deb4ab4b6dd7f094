"""One value, edited in the dialog it was typed in."""
