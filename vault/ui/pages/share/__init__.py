"""A new share with a service: its purpose, then what is shown, nothing ticked on arrival."""
