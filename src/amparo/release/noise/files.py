"""What goes with a release with noise as files: counts to quote, records to explore, and how good
both are.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from amparo.release.made import Release
from amparo.release.noise.carried import Noisy, as_csv
from amparo.statistics.synthesis.accounting import concentrated, renyi

COUNTS, RECORDS, QUALITY = "noisy-counts.csv", "records.csv", "quality.json"
TYPES: Final = {COUNTS: "text/csv", RECORDS: "text/csv", QUALITY: "application/json"}
FORMAT: Final = "amparo-noise/1"


def written(release: Release) -> dict[str, str]:
    """The text of each file by its name; none for a release without noise."""
    noisy = release.noise
    if noisy is None:
        return {}
    found = {COUNTS: counts(noisy), QUALITY: quality(release, noisy)}
    return found | ({RECORDS: noisy.records} if noisy.records else {})


def counts(noisy: Noisy) -> str:
    """Every noisy count, the shorter combinations first; beside each how far noise may move it."""
    sizes = range(1, noisy.length + 1)
    heads = [name for size in sizes for name in (f"column_{size}", f"value_{size}")]
    return as_csv(
        ["values_together", *heads, "noisy_count", "noise_moves_95_of_100_by_less_than"],
        _rows(noisy),
    )


def _rows(noisy: Noisy) -> Iterator[list[str]]:
    def row(size: int, parts: list[str], count: int) -> list[str]:
        rest = [""] * (2 * (noisy.length - size))
        return [str(size), *parts, *rest, str(count), f"{noisy.widths[size]:.0f}"]

    yield row(0, [], noisy.number)
    for one in sorted(noisy.counts, key=lambda found: (len(found), found)):
        parts = [part for attribute in one for part in attribute]
        yield row(len(one), parts, noisy.counts[one])


def quality(release: Release, noisy: Noisy) -> str:
    """The budget, and how near made-up records come to the noisy counts; nothing was compared with
    the children themselves."""
    said: dict[str, Any] = {
        "format": FORMAT,
        "release": release.name,
        "version": release.version,
        "numbers": "noisy",
        "epsilon": noisy.epsilon,
        "delta": noisy.delta,
        "promise": noisy.strength,
        "protects": "one child more or less",
        "recomputed": {
            "concentrated": round(concentrated(noisy.scales, noisy.delta), 4),
            "renyi": round(renyi(noisy.scales, noisy.delta), 4),
        },
        "values_together": noisy.length,
        "noise_moves_95_of_100_by_less_than": {
            "the_number_of_all": round(noisy.widths[0], 1),
            **{str(size): round(one, 1) for size, one in enumerate(noisy.widths[1:], 1)},
        },
        "made_up_records": noisy.quality,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
