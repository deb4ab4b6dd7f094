"""Adding a device, in four steps: its kind, the device itself, whose it is, a first reading."""
