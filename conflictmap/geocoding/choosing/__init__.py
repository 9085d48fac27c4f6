"""Which place is meant: candidates, what each is worth, which go together, and when none does."""
