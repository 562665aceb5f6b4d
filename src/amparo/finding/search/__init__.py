"""Looking for a child by one field: `typed` reads it, `reach` says what may be found, `queries`
finds it, `searching` logs, `notices` tells the agencies that know such a child.
"""
