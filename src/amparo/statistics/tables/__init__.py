"""Tables over facts: counts, shares, rates, medians, time to an event."""
