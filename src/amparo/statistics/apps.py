from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "amparo.statistics"
    label = "statistics"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.statistics.facts.verbs import VERBS as FACTS
        from amparo.statistics.verbs import VERBS

        verbs.register(FACTS)
        verbs.register(VERBS)
