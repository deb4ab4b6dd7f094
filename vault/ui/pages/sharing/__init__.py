"""The shares of the person on screen, and one share with all that happened under it."""
