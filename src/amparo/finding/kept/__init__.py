"""How the index gets its cards: `recorded` makes one from a timeline, `sealed` keeps it beside the
case, `opening` opens all of them at the start, `keeping` follows up to the last append.
"""
