"""Who saw and did what: one hash-chained log, its verifier, and the triggers that guard it.

`actions` writes, `verify` checks, `anchors` keeps the end of the log outside the database, `chains`
lets a higher room have its own chains checked against the log, `verbs` says what a line means,
`triggers` refuses change in the database itself, `privacy` says how much a field can expose.
"""
