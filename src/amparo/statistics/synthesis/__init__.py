"""Made-up records that look like the real ones: aggregates with noise, and rows made of these. Pure.

`records` is what comes in; `engine` counts it with noise, by pac-synth, in a process apart (`apart`);
`accounting` recomputes what that cost; `budget` adds releases up. From there on nobody looks at the
records again: `targets`, `chains` and `repair` make rows of the noisy aggregates, `quality` says how
near they came, `making` does it all and `files` reads and writes.
"""
