#!/bin/sh
# Installs what the tests need beside Python, where that is allowed: Chromium, PostgreSQL, letters for
# all scripts, and Java for Spark. Where it is not, says nothing: the tests say at their end what was left out.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh
missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
ls /usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf >/dev/null 2>&1 ||
    missing="$missing fonts-noto-core"
[ "$(command -v java)" ] || missing="$missing default-jre-headless"
[ -n "$missing" ] || exit 0
apt_may || exit 0
echo "Installing for the tests:$missing"
# shellcheck disable=SC2086 - one word per package
apt_install $missing || echo "Could not install:$missing"
