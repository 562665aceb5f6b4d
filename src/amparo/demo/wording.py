"""Short plain sentences for the free text of a made-up life, drawn from `texts.toml`.

They stand in for what people would write: mostly English, some in another language of the
mechanism, nothing graphic, and never a name.
"""

from amparo.demo.chance import Chance
from amparo.demo.country import data


class Wording:
    """Draws a sentence for a purpose."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._texts = data("texts")

    def __call__(self, purpose: str, *finer: str) -> str:
        """A sentence for `purpose`; `finer` names narrower lists, first if they exist."""
        for narrower in finer:
            found = self._texts.get(f"{purpose}-{narrower}")
            if found:
                return self._chance.one(found)
        return self._chance.one(self._texts[purpose])
