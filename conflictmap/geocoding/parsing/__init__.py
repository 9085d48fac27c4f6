"""The grammar of a location string: characters to words, words to items, items to mentions."""
