"""Words of violence: the verbs and nouns, the means they name, and the roles that make a deed of a clause."""
