"""What a line of the log means. Each room registers its own verbs when it starts.

A verb is never a `choices` list of the column: a new one needs no migration, and an old line keeps
its meaning. Sentences read after the name of whoever acted.
"""

from collections.abc import Mapping

from amparo.terms.messages import N_

_SENTENCES: dict[str, str] = {}


class UnknownVerb(LookupError):
    """A line was about to be written whose meaning nobody could look up."""


def register(sentences: Mapping[str, str]) -> None:
    """Add verbs with a sentence each. Raises ValueError when one gets a second meaning."""
    for verb, sentence in sentences.items():
        if _SENTENCES.setdefault(verb, sentence) != sentence:
            raise ValueError(f"the audit verb {verb!r} has a meaning already")


def sentence(verb: str) -> str:
    """The English sentence of `verb`; the verb itself where a later version no longer knows it."""
    return _SENTENCES.get(verb, verb)


def check_known(verb: str) -> None:
    """Raises UnknownVerb."""
    if verb not in _SENTENCES:
        raise UnknownVerb(verb)


def all_verbs() -> dict[str, str]:
    """Every verb and its sentence, for the docs and their check."""
    return dict(sorted(_SENTENCES.items()))


register(
    {
        "refused": N_("was refused something"),
    }
)
