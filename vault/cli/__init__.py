"""The terminal: scripts, helpers of caregivers, packagers and tests speak to Carnet here."""
