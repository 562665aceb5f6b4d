from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "amparo.finding"
    label = "finding"

    def ready(self) -> None:
        from amparo.casefile import effects
        from amparo.finding.keeping import KEPT

        effects.register("appended", KEPT.follow)
