"""From a sentence to drafts, each an incident in the making.

``findings`` gathers what the grammar says of the sentence, ``sentencedrafts`` makes a draft of each telling, and
``signals``, ``historysigns`` and ``twodays`` say what kind of telling it is, ``owndates`` and ``placement`` when and
where it was, ``participants`` and ``targets`` who did it to whom.
"""
