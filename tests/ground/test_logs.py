"""A log says where something went wrong, never what was in it."""

import logging
import sys

from amparo.web.logs import NamelessFormatter

MARKED = "Marked-Name-Of-A-Child"


def formatted_error() -> str:
    try:
        raise ValueError(MARKED)
    except ValueError:
        record = logging.LogRecord(
            "amparo", logging.ERROR, __file__, 1, "It failed.", None, sys.exc_info()
        )
    return NamelessFormatter().format(record)


def test_an_exception_is_logged_without_its_words() -> None:
    assert MARKED not in formatted_error()


def test_an_exception_is_logged_with_its_type_and_its_place() -> None:
    text = formatted_error()
    assert "ValueError" in text
    assert "in formatted_error" in text
