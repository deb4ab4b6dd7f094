"""The carnets that this program knows: choose one, take one off the list."""
