"""Services of the catalogues, one service, and the practice catalogue."""
