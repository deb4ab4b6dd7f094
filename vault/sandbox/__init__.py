"""A practice catalogue and its services on this computer: in memory, with faults on demand."""
