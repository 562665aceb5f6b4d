"""CTDC (Counter-Trafficking Data Collaborative): `columns` are the 27 of 2024, `giving` writes
facts so, `denominators` says of whom a share may be taken. Files of CTDC come in through
`mappings`."""
