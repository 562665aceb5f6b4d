"""Django's settings. What a deployment may change is read in `environment`; all else is fixed."""

from pathlib import Path

from csp.constants import NONE, SELF

from amparo.demo.accounts import PASSPHRASE
from amparo.web.environment import database_settings, read_environment, read_secret

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).parent.parent

AMPARO_MODE = ENVIRONMENT.mode
# Shown on the sign-in page of the made-up country; it guards nothing.
AMPARO_DEMO_PASSWORD = PASSPHRASE if ENVIRONMENT.demo else ""
AMPARO_HOME = ENVIRONMENT.home
AMPARO_MASTER_KEY_FILE = ENVIRONMENT.master_key_file
AMPARO_SECRET_KEY_FILE = ENVIRONMENT.secret_key_file
# Minutes.
AMPARO_EMERGENCY_NUMBER = ENVIRONMENT.emergency_number
AMPARO_IDLE_LIMIT = ENVIRONMENT.idle_minutes
AMPARO_SESSION_LIMIT = ENVIRONMENT.session_minutes
AMPARO_PREVALENCE = ENVIRONMENT.prevalence
AMPARO_NOISE_BUDGET = ENVIRONMENT.noise_budget
AMPARO_TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
AMPARO_PROTOCOL = ENVIRONMENT.protocol
AMPARO_INSTRUMENTS = ENVIRONMENT.instruments

DEBUG = False
SECRET_KEY = read_secret(ENVIRONMENT.secret_key_file)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

ROOMS = (
    "audit",
    "people",
    "casefile",
    "finding",
    "frontdoor",
    "helpline",
    "statistics",
    "exchange",
    "release",
    "ui",
    "web",
)
INSTALLED_APPS = [
    *(f"amparo.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "amparo.web.middleware.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "amparo.people.middleware.SessionLimits",
    "amparo.people.middleware.OwnLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "amparo.web.middleware.Refusals",
]
ROOT_URLCONF = "amparo.web.urls"
WSGI_APPLICATION = "amparo.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amparo.web.context.deployment",
                "amparo.casefile.navigation.navigation",
                "amparo.finding.search.shell.search_field",
            ],
        },
    },
]

DATABASES = {
    "default": database_settings(ENVIRONMENT.database),
    "keys": database_settings(ENVIRONMENT.keys_database, keys=True),
}
DATABASE_ROUTERS = ["amparo.web.router.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["amparo.people.backend.Accounts"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_FAILURE_VIEW = "amparo.web.errors.untrusted_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "en"
# The languages' own names: somebody who reads only one of them must find it.
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [PACKAGE / "ui" / "locale"]
LANGUAGE_COOKIE_NAME = "amparo_language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = AMPARO_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

FILE_UPLOAD_HANDLERS = ["amparo.web.uploads.NoFiles"]

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENVIRONMENT.email_host
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = ENVIRONMENT.email_host

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "amparo.web.logs.NamelessFormatter"}},
    "handlers": {"error": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": ["error"], "level": "WARNING", "propagate": False},
        # A 404 is no news, and what somebody typed as an address may be a name.
        "django.request": {"handlers": ["error"], "level": "ERROR", "propagate": False},
        # A form that is not ours is no news either, and its address may be that of an invitation.
        "django.security.csrf": {"handlers": ["error"], "level": "ERROR", "propagate": False},
        "amparo": {"handlers": ["error"], "level": "INFO", "propagate": False},
    },
}
