"""Settings: how Carnet looks, opens, locks, and what it holds of others."""
