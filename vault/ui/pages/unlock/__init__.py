"""Opening a carnet that is there."""
