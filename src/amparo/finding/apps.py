from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "amparo.finding"
    label = "finding"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.casefile import beside, effects
        from amparo.finding.keeping import KEPT
        from amparo.finding.panels import doubles
        from amparo.finding.same import looking
        from amparo.finding.same.verbs import VERBS as SAME_VERBS

        effects.register("appended", KEPT.follow)
        beside.show_beside_concern(doubles)
        verbs.register(SAME_VERBS)
        effects.register("appended", looking.note)
        effects.register("ticked", looking.tick)
