"""Whether two cases are about one child: suggested by the machine, decided by a person."""


def begin() -> None:
    """Register what this part shows, keeps and says; once, when the room is ready."""
    from amparo.audit import verbs
    from amparo.casefile import beside, effects
    from amparo.finding.same import looking, offering
    from amparo.finding.same.verbs import VERBS

    verbs.register(VERBS)
    effects.register("appended", looking.note)
    effects.register("timelines_imported", looking.note_imported)
    effects.register("ticked", looking.tick)
    beside.offer(offering.queue)
    beside.show_at_home(offering.home)
    beside.show_beside_case(offering.beside_case)
