"""Did it happen? Told, denied, planned, tried or charged, by the clause that says so."""
