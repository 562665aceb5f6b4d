"""One linear programme for many objectives, each begun where the one before ended.

From the ends of one sum to those of the next it is mostly a step or two, while to begin anew takes
thousands. scipy brings HiGHS but has no way to say where to begin, so it is taken from inside
scipy. That is nobody's promise: where it is not there, or does not answer, the caller begins anew
each time, which is slow and finds the same ends.
"""

from typing import Any, Final

PRIMAL: Final = 4
"""HiGHS's number for the simplex method that stays among the counts that fit."""
MOST_STEPS: Final = 50
"""For each row and count: far more than any programme took, and less than for ever."""


class NoAnswer(Exception):
    """HiGHS is not there or came to no end; nothing is known."""


class Again:
    """least <= rows @ counts <= most, and counts from 0 to `cap`. Raises NoAnswer."""

    def __init__(self, rows: Any, least: Any, most: Any, cap: float) -> None:
        import numpy as np

        try:
            import scipy.optimize._highspy._core as inside  # type: ignore[import-untyped]

            self._inside = inside
            self._solver = inside._Highs()
            self._says({
                "output_flag": False,
                "presolve": "off",
                "simplex_strategy": PRIMAL,
                "simplex_iteration_limit": MOST_STEPS * (sum(rows.shape) + 1),
            })  # fmt: skip
            passed = self._solver.passModel(self._model(rows, least, most, cap))
        except (ImportError, AttributeError, TypeError) as error:
            raise NoAnswer from error
        if passed != inside.HighsStatus.kOk:
            raise NoAnswer
        self._columns = np.arange(rows.shape[1], dtype=np.int32)

    def _says(self, options: dict[str, Any]) -> None:
        for name, value in options.items():
            if self._solver.setOptionValue(name, value) != self._inside.HighsStatus.kOk:
                raise NoAnswer

    def _model(self, rows: Any, least: Any, most: Any, cap: float) -> Any:
        import numpy as np
        from scipy.sparse import csc_array  # type: ignore[import-untyped]

        by_column = csc_array(rows)
        model = self._inside.HighsLp()
        model.num_row_, model.num_col_ = by_column.shape
        model.col_cost_ = model.col_lower_ = np.zeros(by_column.shape[1])
        model.col_upper_ = np.full(by_column.shape[1], cap)
        model.row_lower_, model.row_upper_ = least, most
        matrix = model.a_matrix_
        matrix.num_row_, matrix.num_col_ = by_column.shape
        matrix.format_ = self._inside.MatrixFormat.kColwise
        matrix.start_, matrix.index_ = by_column.indptr, by_column.indices
        matrix.value_ = by_column.data.astype(float)
        return model

    def _runs(self) -> bool:
        self._solver.run()
        status = self._solver.getModelStatus()
        return bool(status == self._inside.HighsModelStatus.kOptimal)

    def least(self, objective: Any) -> tuple[Any, Any]:
        """Counts that make it least, and how strongly each row keeps them from less."""
        import numpy as np

        costs = np.asarray(objective, dtype=float)
        self._solver.changeColsCost(len(self._columns), self._columns, costs)
        if not self._runs():
            # What was gathered on the way here may be in its way: once more from nothing.
            self._solver.clearSolver()
            if not self._runs():
                raise NoAnswer
        done = self._solver.getSolution()
        return np.array(done.col_value), np.array(done.row_dual)
