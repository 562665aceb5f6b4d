"""The tables of this room, one file for each part."""
