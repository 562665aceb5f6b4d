"""The sealed record: append, read, correct, share, close.

Writing: `actions` and its siblings. Reading: `queries` and its siblings. Between them lie
`timelines` (opening entries), `folding` (what is derived from them), `chain` (their digests),
`keyring`, `keys` and `sealing` (who can open what). What must happen elsewhere after an append goes
through `effects`.
"""
