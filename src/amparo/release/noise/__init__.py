"""Releases whose numbers have noise: what is drawn, what it costs, and how it adds up.

`lines` hands children to pac-synth, `drawing` draws and makes tables and made-up records of what
comes back (`tables`), `carried` is what a release says of its noise. `ledger` holds what was spent,
`apart` keeps noise and hidden numbers of the same children from both being public, `checking` looks
for what is wrong with a file, `planning` says all of it before anything is drawn.
"""
