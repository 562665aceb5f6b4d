from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "amparo.finding"
    label = "finding"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.casefile import beside, effects, further
        from amparo.finding import same, tracing
        from amparo.finding.kept import remaking
        from amparo.finding.kept.keeping import KEPT
        from amparo.finding.kept.sealed import Cards
        from amparo.finding.panels import asked_to_get_in_touch, doubles, searches_told
        from amparo.finding.search.notices import tell_agencies
        from amparo.finding.verbs import VERBS

        verbs.register(VERBS)
        further.register(Cards())
        effects.register("appended", KEPT.follow)
        effects.register("keys_destroyed", remaking.follow)
        effects.register("keys_destroyed", KEPT.follow)
        effects.register("ticked", KEPT.follow)
        effects.register("ticked", tell_agencies)
        beside.show_beside_concern(doubles)
        beside.show_at_home(asked_to_get_in_touch)
        beside.show_at_home(searches_told)
        same.begin()
        tracing.begin()
