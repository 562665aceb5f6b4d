"""The kinds of entry, declared by step of the journey; `journey.catalogue` puts them in order.

Each module exports `KINDS`. `declaring` has the short forms for fields, `recorders` the sets of
roles.
"""
