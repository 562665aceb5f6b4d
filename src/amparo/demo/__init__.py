"""A made-up country whose children live through the protocol, for trying out, tests and benchmarks.

`country` says who works there, `profiles` who a child is and what happened, `life` what each day
brought: all pure, and the same every time for the same seed and day. `actions` writes it into an
empty demo database through the room `casefile`. Nothing here is about a real person or place.
"""
