"""Settings: the environment and municipality.toml made into what Django needs.

Variables: see docs/operations.md. No secret is one of them; secrets are key files.
"""

import datetime
import os
import re
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.municipality import BadPolicy, load

BASE_DIR = Path(__file__).resolve().parent.parent

VARIABLES = {
    "SPREEKUUR_SURFACE": "all",
    "SPREEKUUR_MUNICIPALITY": str(BASE_DIR / "municipality.toml"),
    "SPREEKUUR_PUBLIC_URL": "http://localhost:8000",
    "SPREEKUUR_STAFF_URL": "http://localhost:8000",
    "SPREEKUUR_KEYS": str(BASE_DIR / "build/keys"),
    "SPREEKUUR_DEBUG": "0",
}


def env(name: str) -> str:
    """Return a variable of ours, or its default."""
    return os.environ.get(name) or VARIABLES[name]


def flag(name: str) -> bool:
    """Return whether a variable of ours is "1"; anything but 0 and 1 is refused."""
    if env(name) not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 0 or 1.")
    return env(name) == "1"


def secret(file: Path) -> str:
    """Return the text of a key file that only its owner may read."""
    if not file.is_file():
        raise ImproperlyConfigured(
            f"The key file '{file.name}' is missing: run `make run`, or put it into "
            "the directory of SPREEKUUR_KEYS."
        )
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise ImproperlyConfigured(
            f"Others may read the key file '{file.name}': chmod 0400 it."
        )
    return file.read_text().strip()


def database(url: str) -> dict[str, object]:
    """Return Django's entry for sqlite:///relative, sqlite:////absolute or
    postgresql://user:password@host:port/name or postgresql:///name?host=/dir&user=me.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        return SQLITE | {"NAME": BASE_DIR / unquote(parts.path[1:])}
    if parts.scheme != "postgresql" or len(parts.path) < 2:
        raise ImproperlyConfigured(
            "DATABASE_URL must be sqlite:///... or postgresql://..."
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return POSTGRES | {
        "NAME": unquote(parts.path[1:]),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": query.get("port", str(parts.port or "")),
        "USER": unquote(query.get("user", parts.username or "")),
        "PASSWORD": unquote(parts.password or ""),
    }


unknown = {n for n in os.environ if n.startswith("SPREEKUUR_")} - VARIABLES.keys()
if unknown:
    raise ImproperlyConfigured(f"Unknown variables: {', '.join(sorted(unknown))}.")

SURFACE = env("SPREEKUUR_SURFACE")
if SURFACE not in ("public", "enrol", "staff", "all"):
    raise ImproperlyConfigured("SPREEKUUR_SURFACE must be public, enrol, staff or all.")
STAFFED = SURFACE in ("staff", "all")

try:
    MUNICIPALITY = load(BASE_DIR / env("SPREEKUUR_MUNICIPALITY"), BASE_DIR / "locale")
except BadPolicy as error:
    raise ImproperlyConfigured(f"The policy has faults:\n{error}") from None

DEBUG = flag("SPREEKUUR_DEBUG")
if DEBUG and not MUNICIPALITY.demo:
    raise ImproperlyConfigured("SPREEKUUR_DEBUG=1 is for a policy with demo = true.")

# The newest line of the changelog is the version and the day before which no clock
# can be right.
VERSION, BUILD_DAY = re.search(  # type: ignore[union-attr]  # a test reads the file
    r"^## (\S+) - (\d{4}-\d\d-\d\d)", (BASE_DIR / "CHANGELOG.md").read_text(), re.M
).groups()
BUILD_DATE = datetime.date.fromisoformat(BUILD_DAY)

# Where the site is
PUBLIC_URL = env("SPREEKUUR_PUBLIC_URL").rstrip("/")
STAFF_URL = env("SPREEKUUR_STAFF_URL").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://") and STAFF_URL.startswith("https://")
ORIGINS = (PUBLIC_URL, STAFF_URL)
ALLOWED_HOSTS = sorted({urlsplit(url).hostname or "" for url in ORIGINS})
if MUNICIPALITY.demo:
    ALLOWED_HOSTS = sorted({*ALLOWED_HOSTS, "localhost", "127.0.0.1"})
ROOT_URLCONF = f"config.urls.{SURFACE}"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
LOGIN_URL = "desk:sign-in"
LOGIN_REDIRECT_URL = "desk:today"
LOGOUT_REDIRECT_URL = "desk:sign-in"

# Keys
KEYS_DIR = BASE_DIR / env("SPREEKUUR_KEYS")
SECRET_KEY = secret(KEYS_DIR / "django")

# What is installed where: a public process opens no session and cannot sign.
INSTALLED_APPS = [
    "config",
    "intake",
    "scheduling",
    "passes",
    "staff",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    *(["django.contrib.sessions", "formtools"] if STAFFED else []),
    "django.contrib.staticfiles",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *(["django.contrib.sessions.middleware.SessionMiddleware"] if STAFFED else []),
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.RequestsMiddleware",
    "django.middleware.common.CommonMiddleware",
    *(
        [
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "staff.middleware.RoleMiddleware",
        ]
        if STAFFED
        else []
    ),
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "config.context_processors.municipality",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "config.templatetags.promises",
            ],
            "debug": DEBUG,
        },
    }
]

# Database
SQLITE: dict[str, object] = {
    "ENGINE": "django.db.backends.sqlite3",
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # TRUNCATE and secure_delete: deleted rows leave nothing in the files.
        "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; "
        "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;",
    },
}
POSTGRES: dict[str, object] = {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "options": "-c lock_timeout=5s -c statement_timeout=15s "
        "-c idle_in_transaction_session_timeout=10s"
    },
}
DATABASES = {
    "default": database(
        os.environ.get("DATABASE_URL") or "sqlite:///build/demo.sqlite3"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Staff
AUTH_USER_MODEL = "staff.Member"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PREFIX = "__Host-" if HTTPS else ""
SESSION_ENGINE = "staff.storage"
CSRF_FAILURE_VIEW = "config.views.expired"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{PREFIX}s", f"{PREFIX}c"
NONCE_COOKIE_NAME = f"{PREFIX}n"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
# A minute longer than the longest pause that RoleMiddleware allows: that is the rule.
SESSION_COOKIE_AGE = 36 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = CSRF_USE_SESSIONS = False
CSRF_TRUSTED_ORIGINS = [STAFF_URL] if HTTPS else []

# Requests and answers
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60
DATA_UPLOAD_MAX_NUMBER_FILES = 0
FILE_UPLOAD_HANDLERS: list[str] = []
MEDIA_ROOT = ""
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }
}

# Words
LANGUAGE_CODE = "en"
USE_I18N = True
LANGUAGES = [
    (code, code)
    for code in dict.fromkeys(
        (*MUNICIPALITY.languages.worker, *MUNICIPALITY.languages.staff)
    )
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build/static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Nothing leaves by mail, and a log line holds no message, path or person.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ADMINS: list[tuple[str, str]] = []
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"faults": {"()": "config.logs.FaultFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "faults",
            "level": "ERROR",
        }
    },
    "root": {"handlers": ["stderr"], "level": "ERROR"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": False},
    },
}
