"""Making a carnet, in five steps."""
