"""Counts with noise, and made-up records that are made of these. Pure.

`records` is what comes in; `engine` counts it with noise, by pac-synth, in a process apart
(`asking`, `apart`); `accounting` recomputes what that cost; `budget` adds releases up. From there
on nobody looks at the records again: `rows` (with `targets`, `chains` and `repair`) are made of the
noisy aggregates, `quality` says how near they came, `making` does it all, `files` and `wording`
write it.
"""
