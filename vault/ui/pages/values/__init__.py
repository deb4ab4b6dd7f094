"""All values of one measure: sorted, filtered, edited, deleted, traced."""
