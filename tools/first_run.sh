#!/bin/sh
# Makes the demo country in a folder of its own and moves it into var/ when it is whole, so that an
# interrupted first start leaves nothing half done. Never touches a var/ that has a database.
set -eu
cd "$(dirname "$0")/.."
[ -e var/amparo.sqlite3 ] && exit 0
new=var/being-made
rm -rf "$new"
mkdir -p "$new"
chmod 700 var "$new"
echo "Making the demo country (once, well under a minute) ..."
AMPARO_HOME="$new" AMPARO_MODE=demo .venv/bin/amparo demo --cases "$1" --seed "$2" >/dev/null
# The database goes last: where it is, everything else is.
for part in "$new"/*; do
    name=$(basename "$part")
    [ "$name" != amparo.sqlite3 ] || continue
    rm -rf "var/$name"
    mv "$part" "var/$name"
done
mv "$new/amparo.sqlite3" var/amparo.sqlite3
rmdir "$new"
