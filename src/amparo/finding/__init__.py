"""Finding a child by name, without a name ever leaving the seal: an index in memory, nothing on
disk.

`names` reduces names to what is compared, `index` holds them, `queries` searches and logs what was
found, `keeping` keeps the index up to the last append.
"""
