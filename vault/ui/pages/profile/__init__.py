"""The medical profile: sections beside what each holds."""
