from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "amparo.people"
    label = "people"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.people.verbs import SENTENCES

        verbs.register(SENTENCES)
