from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "amparo.finding"
    label = "finding"

    def ready(self) -> None:
        from amparo.casefile import beside, effects, further
        from amparo.finding import remaking
        from amparo.finding.keeping import KEPT
        from amparo.finding.panels import doubles
        from amparo.finding.sealed import Cards

        further.register(Cards())
        effects.register("appended", KEPT.follow)
        effects.register("keys_destroyed", remaking.follow)
        effects.register("keys_destroyed", KEPT.follow)
        effects.register("ticked", KEPT.follow)
        beside.show_beside_concern(doubles)
