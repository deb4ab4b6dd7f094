"""The devices: those that were added, what they sent last, and reading them now."""
