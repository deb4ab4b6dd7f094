"""Add a measurement, or edit one: a dialog over the page that stands."""
