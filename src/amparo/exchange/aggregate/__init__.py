"""Tables of countries, as UNODC's: figures that others made. They are no facts, nothing is linked
or counted from them, and none is shown without what it means."""
