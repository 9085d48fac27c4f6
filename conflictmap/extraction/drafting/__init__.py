"""From a sentence to drafts, each an incident in the making.

``findings`` gathers what the grammar says of the sentence, ``sentencedrafts`` makes a draft of each telling, and
``signals``, ``placement`` and ``participants`` say what kind of telling it is, where it was, who did it to whom.
"""
