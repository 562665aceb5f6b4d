from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "amparo.finding"
    label = "finding"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.casefile import beside, effects
        from amparo.finding.keeping import KEPT
        from amparo.finding.panels import doubles
        from amparo.finding.tracing import comparing, offering
        from amparo.finding.tracing.verbs import SENTENCES as TRACING

        effects.register("appended", KEPT.follow)
        beside.show_beside_concern(doubles)
        verbs.register(TRACING)
        effects.register("appended", comparing.note_change)
        effects.register("ticked", comparing.compare_what_waits)
        beside.offer(offering.board)
        beside.show_beside_case(offering.beside_case)
