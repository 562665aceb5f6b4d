"""Decides what a deployment may set from outside, and what holds when it sets nothing.

Every setting is an environment variable that begins with AMPARO_; `settings` is the only reader.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

MODES = ("demo", "real")

# Every variable, what holds without it, and what it is for; shown in docs/reference/settings.md.
VARIABLES: dict[str, tuple[str, str]] = {
    "AMPARO_MODE": (
        "what the home folder was made for, else `real`",
        "`demo` for a made-up country, `real` for children; each refuses the other's database.",
    ),
    "AMPARO_HOME": (
        "`var/` of a checkout, else `~/.local/share/amparo`",
        "The folder of the keys, the SQLite databases and the built static files.",
    ),
    "AMPARO_DATABASE": (
        "`amparo.sqlite3` in the home folder",
        "The database of the record: a file, or `postgresql://user:password@host:port/name`.",
    ),
    "AMPARO_KEYS_DATABASE": (
        "`keys.sqlite3` in the home folder",
        "The key store; back it up apart from the record, and keep its backups for a short time.",
    ),
    "AMPARO_MASTER_KEY_FILE": ("`keys/master.key` in the home folder", "The master keys."),
    "AMPARO_MASTER_KEY": ("", "The master keys themselves, in place of the file."),
    "AMPARO_SECRET_KEY_FILE": (
        "`keys/secret.key` in the home folder",
        "What signs sessions and invitations; a new one signs everybody out.",
    ),
    "AMPARO_HOSTS": (
        "`127.0.0.1,localhost,[::1]`",
        "The names under which the server may be reached, with commas between them.",
    ),
    "AMPARO_HTTPS": ("no", "`yes` behind a server that speaks HTTPS: secure cookies and HSTS."),
    "AMPARO_TIME_ZONE": ("UTC", "The zone of the country, as in `Asia/Phnom_Penh`."),
    "AMPARO_TRUSTED_PROXIES": (
        "none",
        "The addresses of proxies whose word about a visitor's address is taken.",
    ),
    "AMPARO_IDLE_LIMIT": ("30", "After so many minutes without a click a person is signed out."),
    "AMPARO_SESSION_LIMIT": ("720", "After so many minutes everybody signs in again."),
    "AMPARO_PROTOCOL": (
        "the default protocol",
        "The protocol file of the country, or a folder with a file for each version.",
    ),
    "AMPARO_INSTRUMENTS": (
        "the instruments that come with Amparo",
        "A folder with instruments of the country's own, which are used besides ours.",
    ),
    "AMPARO_EMERGENCY_NUMBER": (
        "",
        "What to call when a child is in danger now; shown to whoever reports a concern.",
    ),
    "AMPARO_PREVALENCE": (
        "no frequencies are shown",
        "Of 100 children who are screened, how many are trafficked, as far as the country knows.",
    ),
    "AMPARO_NOISE_BUDGET": (
        "4",
        "How much epsilon all releases with noise may spend together on the children of a year.",
    ),
    "AMPARO_EMAIL_HOST": ("no e-mail is sent", "The server that takes e-mail; never with a name."),
}
MODE_FILE = "mode"
MOST = 10_000
MOST_NOISE_BUDGET = 12
KEY_FILE_MODE = 0o600
KEY_FOLDER_MODE = 0o700

# WAL lets readers go on while one writes; FULL loses nothing acknowledged when the power is cut;
# MEMORY keeps what a query sorts off the disk.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;"
)
SQLITE_WAIT_SECONDS = 20


class BadSetting(ValueError):
    """A setting that cannot be used; the message is one line, fit to show."""


@dataclass(frozen=True)
class Environment:
    """What the deployment said, with what holds when it said nothing."""

    mode: str
    home: Path
    database: str
    keys_database: str
    secret_key_file: Path
    master_key_file: Path
    hosts: tuple[str, ...]
    https: bool
    time_zone: str
    idle_minutes: int
    session_minutes: int
    trusted_proxies: tuple[str, ...]
    emergency_number: str
    prevalence: float
    noise_budget: float
    email_host: str
    protocol: str
    instruments: str

    @property
    def demo(self) -> bool:
        return self.mode == "demo"


def read_environment(values: Mapping[str, str] = os.environ) -> Environment:
    """Read every AMPARO_ variable once. Raises BadSetting for one that cannot be used."""
    home = Path(values.get("AMPARO_HOME") or default_home(values)).expanduser().resolve()
    mode = values.get("AMPARO_MODE") or mode_of(home)
    if mode not in MODES:
        raise BadSetting(f"AMPARO_MODE is {mode!r}; it must be one of: {', '.join(MODES)}.")
    keys = home / "keys"
    return Environment(
        mode=mode,
        home=home,
        database=values.get("AMPARO_DATABASE") or str(home / "amparo.sqlite3"),
        keys_database=values.get("AMPARO_KEYS_DATABASE") or str(home / "keys.sqlite3"),
        secret_key_file=Path(values.get("AMPARO_SECRET_KEY_FILE") or keys / "secret.key"),
        master_key_file=Path(values.get("AMPARO_MASTER_KEY_FILE") or keys / "master.key"),
        hosts=_list(values.get("AMPARO_HOSTS", "127.0.0.1,localhost,[::1]")),
        https=_yes(values, "AMPARO_HTTPS"),
        time_zone=_zone(values.get("AMPARO_TIME_ZONE", "UTC")),
        idle_minutes=_number(values, "AMPARO_IDLE_LIMIT", 30),
        session_minutes=_number(values, "AMPARO_SESSION_LIMIT", 12 * 60),
        trusted_proxies=_list(values.get("AMPARO_TRUSTED_PROXIES", "")),
        emergency_number=values.get("AMPARO_EMERGENCY_NUMBER", ""),
        prevalence=_of_100(values, "AMPARO_PREVALENCE"),
        noise_budget=_budget(values, "AMPARO_NOISE_BUDGET"),
        email_host=values.get("AMPARO_EMAIL_HOST", ""),
        protocol=values.get("AMPARO_PROTOCOL", ""),
        instruments=values.get("AMPARO_INSTRUMENTS", ""),
    )


def mode_of(home: Path) -> str:
    """What this home folder was made for; real children where it does not say."""
    try:
        return (home / MODE_FILE).read_text("ascii").strip()
    except OSError:
        return "real"


def default_home(values: Mapping[str, str]) -> Path:
    """`var/` of a checkout when the package runs from one, else the user's own data folder."""
    checkout = Path(__file__).parents[3]
    if (checkout / "pyproject.toml").exists() and (checkout / "src" / "amparo").exists():
        return checkout / "var"
    data = values.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "amparo"


def database_settings(address: str, *, keys: bool = False) -> dict[str, Any]:
    """Django's settings for a SQLite path or a postgresql:// address. Raises BadSetting."""
    if address.startswith(("postgresql://", "postgres://")):
        return _postgresql(address)
    if "://" in address:
        scheme = address.split("://", 1)[0]
        raise BadSetting(f"A database is a file or a postgresql:// address, not {scheme}://.")
    return _sqlite(address, keys=keys)


def _sqlite(path: str, *, keys: bool) -> dict[str, Any]:
    # An erased key must not linger in free pages, or the entry it opened is not erased.
    pragmas = SQLITE_PRAGMAS + ("PRAGMA secure_delete=ON;" if keys else "")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(path).expanduser().absolute()),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "init_command": pragmas,
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_WAIT_SECONDS,
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "amparo",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            **options,
            # The server plans a statement that comes again once, and values travel as they are.
            "server_side_binding": True,
            "prepare_threshold": 5,
            "pool": {"min_size": 1, "max_size": 16},
        },
    }


def read_secret(path: Path) -> str:
    """The web secret. Where none was made yet, one that ends with the process: nobody signs in."""
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(50)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _yes(values: Mapping[str, str], name: str) -> bool:
    answer = values.get(name, "no").lower()
    if answer in ("yes", "true", "1", "on"):
        return True
    if answer in ("no", "false", "0", "off", ""):
        return False
    raise BadSetting(f"{name} is {answer!r}; it must be yes or no.")


def _of_100(values: Mapping[str, str], name: str) -> float:
    """A share of a hundred as a share of one; 0 where nothing was said."""
    text = values.get(name) or "0"
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share < 100:
        raise BadSetting(f"{name} is {text!r}; it must be a number from 0 to 100, such as 5.")
    return share / 100


def _budget(values: Mapping[str, str], name: str) -> float:
    """An epsilon; 0 allows no noise at all, and more than 12 would promise nothing."""
    text = values.get(name) or "4"
    try:
        budget = float(text)
    except ValueError:
        budget = -1.0
    if not 0 <= budget <= MOST_NOISE_BUDGET:
        raise BadSetting(f"{name} is {text!r}; it must be a number from 0 to {MOST_NOISE_BUDGET}.")
    return budget


def _number(values: Mapping[str, str], name: str, otherwise: int) -> int:
    text = values.get(name) or str(otherwise)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MOST:
        raise BadSetting(f"{name} is {text!r}; it must be a whole number from 1 to {MOST}.")
    return int(text)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise BadSetting(f"AMPARO_TIME_ZONE is {name!r}; there is no such time zone.") from None
    return name
