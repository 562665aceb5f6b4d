"""Coded, non-identifying facts about cases, by the four units of IC-TIP."""
