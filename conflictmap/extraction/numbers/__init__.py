"""How many: cardinals in digits and words, number phrases, and how many attacks things tell."""
