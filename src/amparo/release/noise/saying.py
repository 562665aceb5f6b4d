"""What pages and the site say of noise, in the language that is active.

No number of such a release stands without the word “noisy” beside it.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from amparo.release.made import Release
from amparo.release.noise.carried import Noisy
from amparo.statistics.synthesis.budget import sure_at_most
from amparo.terms import N_
from amparo.ui import formats

_PROMISES = {
    "strong": N_(
        "Epsilon %(epsilon)s is a strong promise: somebody for whom it was an even bet whether one"
        " child was counted can be up to %(sure)s %% sure of it after this release."
    ),
    "fair": N_(
        "Epsilon %(epsilon)s is a fair promise: somebody for whom it was an even bet whether one"
        " child was counted can be up to %(sure)s %% sure of it after this release."
    ),
    "weak": N_(
        "Epsilon %(epsilon)s is a weak promise, better than none: somebody for whom it was an even"
        " bet whether one child was counted can be up to %(sure)s %% sure of it after this release."
    ),
}


def promise(noisy: Noisy) -> str:
    """How much epsilon protects, with its word."""
    return _(_PROMISES[noisy.strength]) % {
        "epsilon": decimal(noisy.epsilon),
        "sure": decimal(sure_at_most(noisy.epsilon)),
    }


def decimal(value: float) -> str:
    """As plain as it is: 2, 0.5, 99.966."""
    return f"{value:.6g}"


def width(noisy: Noisy) -> str:
    """How far noise moves the numbers of a release."""
    return _("Noisy numbers, not exact: noise moves 95 of 100 of them by less than %(width)s.") % {
        "width": formats.number(noisy.width)
    }


def of_table(noisy: Noisy) -> str:
    """Beside a table: how far, and by which budget."""
    weak = {
        "strong": N_("Epsilon %(epsilon)s, a strong promise."),
        "fair": N_("Epsilon %(epsilon)s, a fair promise."),
        "weak": N_("Epsilon %(epsilon)s, a weak promise."),
    }[noisy.strength]
    return f"{width(noisy)} {_(weak) % {'epsilon': decimal(noisy.epsilon)}}"


def noisy(sentence: str) -> str:
    """A sentence with a noisy number in it, or under some."""
    return _("Noisy, not exact: %(sentence)s") % {"sentence": sentence}


def how_many() -> str:
    """Above a column of numbers."""
    return _("How many (noisy)")


def titled(title: str) -> str:
    """The heading of a table."""
    return _("%(title)s (noisy numbers)") % {"title": title}


def few() -> str:
    """In the place of a number."""
    return _("few or none")


def few_explained() -> str:
    return _(
        "“few or none”: noise may move the number by more than it is, or it was kept out because"
        " few children may be behind it. It is not the same as 0."
    )


def quoting(release: Release) -> Iterator[str]:
    """How to quote, for whoever reads the method."""
    assert release.noise is not None
    yield _(
        "Say “about”, the word “noisy”, and the width: “about 340 children (noisy count; noise"
        " moves 95 of 100 such counts by less than %(width)s)”."
    ) % {"width": formats.number(release.noise.width)}
    yield _(
        "Take a sum from the table that gives it. Do not add noisy numbers up, and do not subtract"
        " them: the noise adds up too."
    )
    yield _(
        "Counts are a little too low besides: about one child in a hundred, of those of whom most"
        " is known, does not count in everything, so that the noise can be small."
    )
    if release.noise.records:
        yield _(
            "records.csv is for exploring: no line of it is a child. Quote nothing of it; look the"
            " number up in a table or in noisy-counts.csv."
        )
        yield _(
            "In records.csv a column is named by an axis and has its codes, or by an axis and one"
            " of its codes where a child may have several. An empty cell says nothing."
        )


def safe(release: Release) -> Iterator[str]:
    """How safe the numbers were made."""
    assert release.noise is not None
    yield width(release.noise)
    yield promise(release.noise)
    yield few_explained()
    yield _(
        "The noise was added by pac-synth, a public program. What it cost was added up anew by"
        " another way, from the noise that was really used."
    )
    yield _(
        "What is spent on the same children adds up over releases. It is written down for every"
        " draw of noise, published or not, and has an end."
    )
    yield _(
        "Noise is there so that nobody learns whether one child was counted. It does not hide what"
        " is true of a whole group."
    )
