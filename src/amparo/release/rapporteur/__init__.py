"""The annual report of a national rapporteur: how each duty was fulfilled, what became of what was
recommended, and what the rapporteur writes about it. No figure of it can be edited."""
