"""Opening a carnet whose passphrase was forgotten, with its recovery sheet."""
