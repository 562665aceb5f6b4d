#!/bin/sh
# Writes the two lock files anew from pyproject.toml. Neither may name a registry or a machine.
set -eu
cd "$(dirname "$0")/.."
lock() {
    target=$1
    shift
    .venv/bin/uv pip compile pyproject.toml "$@" --python-version 3.11 --universal \
        --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet \
        --output-file "$target"
}
lock requirements/run.txt --group build "${@}"
lock requirements/dev.txt --group dev --constraint requirements/run.txt "${@}"
lock requirements/prove.txt --group prove --constraint requirements/dev.txt "${@}"
