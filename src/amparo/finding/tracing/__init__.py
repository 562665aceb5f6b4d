"""Families that look for a child: what they ask, whether it may be a child who is known here, and
what they are told.

`rules` says when somebody may be told anything, `matching` how far a request and a child agree
(both pure). A request comes in by `taking`, is compared by `comparing`, the person who looks is
verified by `verifying`, two people decide in `deciding`, and `answering` writes the letter: the
same words for everybody, on the day that was promised.
"""
