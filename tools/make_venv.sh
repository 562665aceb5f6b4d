#!/bin/sh
# Makes .venv. Debian keeps venv in a package of its own, so try to get that before giving up.
set -eu
cd "$(dirname "$0")/.."
python=${1:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Amparo needs Python 3.11 or newer; name one with: make PYTHON=..." >&2
    exit 1
}
"$python" -m venv .venv >/dev/null 2>&1 && exit 0
. tools/apt.sh
if apt_may && apt_install python3-venv && "$python" -m venv .venv; then
    exit 0
fi
echo "Python cannot make a virtual environment here. On Debian: apt install python3-venv" >&2
exit 1
