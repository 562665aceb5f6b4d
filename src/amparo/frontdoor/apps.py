from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    name = "amparo.frontdoor"
    label = "frontdoor"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.casefile import beside, effects
        from amparo.frontdoor import following, showing
        from amparo.frontdoor.verbs import SENTENCES

        verbs.register(SENTENCES)
        effects.register("appended", following.keep_receipt)
        effects.register("concern_seen", following.note_seen)
        beside.show_beside_concern(showing.beside_a_concern)
        beside.offer_with_concerns(showing.with_concerns)
