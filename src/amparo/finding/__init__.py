"""Finding a child by name, without a name ever leaving the seal: an index in memory, nothing on
disk.

`names` reduces a name to its words, `cards` is what a case is found by. `spelling` brings words of
any script together, `index` holds them, `kept` keeps them up to the last append, `search` is the
field on every page. `same` asks whether two cases are one child, `tracing` whether a family looks
for one, `linkage` counts children once across lists.
"""
