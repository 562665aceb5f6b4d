"""The bands in which the Counter-Trafficking Data Collaborative (CTDC) has ages and durations, as
codes of ours. Adults have theirs as children do. Origin: its codebook of 2024, restated.
"""

AGES_CTDC = (
    (8, "from_0_to_8"), (17, "from_9_to_17"), (20, "from_18_to_20"), (23, "from_21_to_23"),
    (26, "from_24_to_26"), (29, "from_27_to_29"), (38, "from_30_to_38"), (47, "from_39_to_47"),
)  # fmt: skip
OLDEST_CTDC = "from_48"
MONTHS_CTDC = ((365, "up_to_12_months"), (730, "from_13_to_24_months"))
LONGEST_CTDC = "from_25_months"


def age_band_ctdc(age: int) -> str:
    """The band of an age in whole years."""
    return next((band for most, band in AGES_CTDC if age <= most), OLDEST_CTDC)


def months_ctdc(days: int) -> str:
    """The span of months of a duration in days."""
    return next((span for most, span in MONTHS_CTDC if days <= most), LONGEST_CTDC)
