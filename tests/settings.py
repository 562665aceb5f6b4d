"""Settings of the test suite: throw-away databases and keys, cheap passwords, plain static files.

AMPARO_TEST_DATABASE says which engine the suite runs on: `sqlite` (the default) or `postgresql`.
"""

import os
import tempfile
from base64 import b64encode
from pathlib import Path

ENGINE = os.environ.get("AMPARO_TEST_DATABASE", "sqlite")
# Made once, by the first process; those that share the work (xdist) find it in the environment.
if "AMPARO_TEST_HOME" not in os.environ:
    os.environ["AMPARO_TEST_HOME"] = tempfile.mkdtemp(prefix="amparo-test-")
HOME = Path(os.environ["AMPARO_TEST_HOME"])
KEYS = HOME / "keys"
KEYS.mkdir(mode=0o700, exist_ok=True)
MASTER_KEY = b"the master key of the test suite"
for _name, _key in (
    ("secret.key", "a web secret that opens nothing outside the tests"),
    ("master.key", f"tests {b64encode(MASTER_KEY).decode()}"),
):
    if not (KEYS / _name).exists():
        (KEYS / _name).write_text(f"{_key}\n")
        (KEYS / _name).chmod(0o600)

for _name in [name for name in os.environ if name.startswith("AMPARO_")]:
    if not _name.startswith("AMPARO_TEST_"):
        del os.environ[_name]
os.environ["AMPARO_HOME"] = str(HOME)
os.environ["AMPARO_MODE"] = "demo"

if ENGINE == "postgresql":
    from tools.postgres_for_tests import address_for_this_run

    _address = address_for_this_run()
    os.environ["AMPARO_DATABASE"] = _address
    os.environ["AMPARO_KEYS_DATABASE"] = _address

from amparo.web.settings import *  # noqa: E402, F403
from amparo.web.settings import DATABASES, STORAGES  # noqa: E402

for alias, database in DATABASES.items():
    if ENGINE == "sqlite":
        database["TEST"] = {"NAME": str(HOME / f"test-{alias}.sqlite3")}
        # A test's database need not survive a power cut, and every test waits for it.
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    else:
        database["TEST"] = {"NAME": f"test_{alias}"}
        database["OPTIONS"].pop("pool", None)

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
