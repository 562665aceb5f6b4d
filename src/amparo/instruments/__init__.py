"""Sets of signs and questions that help somebody trained to see what happened to a child.

An instrument is a data file; a country can bring its own. What it gives is evidence with its
explanation, never a verdict: no result says that a child was not trafficked, and none refers a
child anywhere by itself.
"""

from amparo.instruments.answers import Answers, AnswersError, read_answers
from amparo.instruments.folder import FolderError, Known, load_folder, only_ours
from amparo.instruments.frequencies import Frequencies, frequencies
from amparo.instruments.loading import InstrumentError, check_instrument, load_instrument, shipped
from amparo.instruments.model import Dimension, External, Instrument, Item, Study
from amparo.instruments.scoring import DimensionResult, Result, is_positive, score

__all__ = [
    "Answers",
    "AnswersError",
    "Dimension",
    "DimensionResult",
    "External",
    "FolderError",
    "Frequencies",
    "Instrument",
    "InstrumentError",
    "Item",
    "Known",
    "Result",
    "Study",
    "check_instrument",
    "frequencies",
    "is_positive",
    "load_folder",
    "load_instrument",
    "only_ours",
    "read_answers",
    "score",
    "shipped",
]
