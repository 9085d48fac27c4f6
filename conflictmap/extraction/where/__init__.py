"""Where, as far as the words go: place phrases, and places that no preposition leads. Nothing is looked up."""
