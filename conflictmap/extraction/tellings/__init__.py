"""A sentence cut into tellings, each the clauses of one attack.

``cells`` makes the smallest stretches, ``tellingties`` weighs what binds and parts them, ``tellingcuts`` cuts. Attacks
told side by side under one count are taken apart by ``attacklists``, ``pickedout``, ``spots`` and ``sharedcounts``.
"""
