"""HTCDS 2.0 (Human Trafficking Case Data Standard): `fields` is the standard as data, `tolerating`
reads files that nearly follow it, `checking` says every fault of one that should, `giving` writes
facts as it wants them and lists what it cannot hold."""
