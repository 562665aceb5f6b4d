from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    name = "amparo.release"
    label = "release"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.casefile import beside
        from amparo.release.offers import releases
        from amparo.release.rapporteur.offers import report
        from amparo.release.rapporteur.verbs import VERBS as OF_RAPPORTEUR
        from amparo.release.verbs import VERBS

        verbs.register(VERBS)
        verbs.register(OF_RAPPORTEUR)
        beside.offer(releases)
        beside.offer(report)
