"""`{% load amparo_ui %}`: every component of room `ui`."""

from amparo.ui.components import blocks, lists, marks, record, shell
from amparo.ui.components.library import register

__all__ = ["blocks", "lists", "marks", "record", "register", "shell"]
