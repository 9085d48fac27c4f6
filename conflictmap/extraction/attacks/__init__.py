"""Which words of a sentence tell an attack, by the part they play in it, and which kind of attack it is."""
