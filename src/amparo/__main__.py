"""`python -m amparo` is the `amparo` command."""

from amparo.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
