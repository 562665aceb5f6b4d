"""The pages of docs/reference/ say what the code says."""

import subprocess
import sys

from tools.make_docs import ROOT


def test_every_page_made_from_the_code_is_up_to_date() -> None:
    # A process of its own: what other tests registered must not get into the docs.
    check = [sys.executable, "-m", "tools.make_docs", "--check"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
