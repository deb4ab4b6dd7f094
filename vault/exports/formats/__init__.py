"""The shelf of exports: one kind of file, one module with its constant `EXPORT`."""
