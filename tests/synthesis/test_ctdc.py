"""On the public records of North America (made up by their publisher): as near as was promised."""

import os
from pathlib import Path
from time import perf_counter

import pytest

from amparo.statistics.synthesis import files
from amparo.statistics.synthesis.making import synthesise
from amparo.statistics.synthesis.quality import compare, counted

PUBLIC = os.environ.get("AMPARO_TEST_CTDC", "")
NAME = "ctdc_north_america_2025_recoded.csv"
if PUBLIC:  # there is no such test where the folder is not named

    @pytest.mark.prove
    def test_rows_and_counts_are_near_the_true_ones() -> None:
        """Their terms of use keep them out of here. Errors are shares of counts of 10 or more."""
        records = files.read(Path(PUBLIC) / NAME)
        begun = perf_counter()
        made = synthesise(records, epsilon=12, length=2)
        took = perf_counter() - begun
        true = counted(records.columns, records.rows, 3)
        rows = counted(made.columns, made.rows, 3)
        noisy = compare(true, made.aggregates, 2).mean
        assert compare(true, made.aggregates, 1).mean < 0.01
        assert noisy < 0.035  # 2.4 % on average; 2.0 to 3.1 as the noise falls
        assert compare(true, rows, 1).mean < 0.02  # rows of pac-synth: 7 %
        assert compare(true, rows, 2).mean < noisy + 0.002  # 0.6 % more
        assert compare(true, rows, 3).mean < 0.5  # 88 %
        assert took < 90
        assert set(counted(made.columns, made.rows, 2)) <= set(made.aggregates)
        assert made.account.renyi < made.account.concentrated <= 12 + 1e-6
