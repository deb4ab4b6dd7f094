"""Blood pressure over several days, mornings and evenings, to show to a doctor."""
