"""Event coreference: which drafts of a report tell of one attack.

``continuity`` weighs the reasons (``rules/coreference.toml``), ``joining`` acts on them. Around it stands what texts of
some make do: ``headlines``, ``overtures``, ``retelling``, ``sequels``, ``runninglogs``, ``partwhole``, ``overall``,
``bydays``; ``joinedkinds`` settles the kind, ``retraction`` and ``disputes`` take back what a later sentence gainsays.
"""
