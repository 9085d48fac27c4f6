"""Names and the rows that bear them: spellings to keys, keys to rows of the gazetteer, tables kept on disk."""
