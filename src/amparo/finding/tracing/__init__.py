"""Families that look for a child: what they ask, whether it may be a child who is known here, and
what they are told.

`rules` says when somebody may be told anything, `matching` how far a request and a child agree
(both pure). A request comes in by `taking`, is compared by `comparing`, the person who looks is
verified by `verifying`, two people decide in `deciding`, and `answering` writes the letter: the
same words for everybody, on the day that was promised.
"""


def begin() -> None:
    """Register what this part shows, keeps and says; once, when the room is ready."""
    from amparo.audit import verbs
    from amparo.casefile import beside, effects
    from amparo.finding.tracing import comparing, offering
    from amparo.finding.tracing.verbs import SENTENCES

    verbs.register(SENTENCES)
    effects.register("appended", comparing.note_change)
    effects.register("timelines_imported", comparing.note_imported)
    effects.register("ticked", comparing.compare_what_waits)
    beside.offer(offering.board)
    beside.show_beside_case(offering.beside_case)
