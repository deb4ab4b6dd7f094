"""Talks to the outside for a person: catalogues, services; what leaves, what answers."""
