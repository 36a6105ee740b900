"""Settings: safe by default, all that differs between instances read from the environment.

docs/settings.md lists every variable. Importing this file touches no file and no network.
"""

from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from django.utils.functional import SimpleLazyObject

from monitoring import data, env

BASE_DIR = Path(__file__).resolve().parent.parent

# --- this instance ---------------------------------------------------------------------------

DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var")
PORT = env.integer("PORT", 8000, least=1, most=65535)
# Illustrative people and figures are loaded: pages say so, and the board needs no login.
DEMO = env.flag("DEMO", default=False)
PUBLIC_BOARD = env.flag("PUBLIC_BOARD", default=DEMO)
# Who receives a document often has no account.
PUBLIC_VERIFICATION = env.flag("PUBLIC_VERIFICATION", default=DEMO)
# The address that people type; it stands before the path of every link in a mail.
SITE_URL = env.web_address("SITE_URL", f"http://127.0.0.1:{PORT}")

# --- safety ----------------------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
# Read from the data folder when it is first needed, and made there the first time.
SECRET_KEY = env.secret("SECRET_KEY") or SimpleLazyObject(partial(data.secret_key, DATA_DIR))
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = [
    *(str(urlsplit(SITE_URL).hostname), "127.0.0.1", "localhost", "[::1]"),
    *env.words("ALLOWED_HOSTS"),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "tracker.pages.problems.untrusted"

# Whose word is taken for where a request came from; gunicorn reads the same variable.
TRUSTED_PROXIES = env.words("FORWARDED_ALLOW_IPS")

# Everything that HTTPS makes possible holds as soon as the address says so.
_https = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _https
# A monitor on this machine asks without a proxy in between.
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
LANGUAGE_COOKIE_SECURE = _https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
# Browsers' built-in lists of HTTPS sites are a matter between them and the owner of the domain.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Cookies do not tell ports apart: two instances on one machine must not sign each other
# out, nor make each other's open forms expire.
SESSION_COOKIE_NAME = f"sessionid_{PORT}"
CSRF_COOKIE_NAME = f"csrftoken_{PORT}"
# Ends with the browser, and after so long without a request (monitoring/sessions.py).
SESSION_ENGINE = "monitoring.sessions"
SESSION_COOKIE_AGE = 60 * env.integer("SESSION_IDLE_MINUTES", 120, least=5, most=24 * 60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

AUTH_USER_MODEL = "tracker.Person"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
    {"NAME": "tracker.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Links in mails to set a password work that long: over a weekend.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "board"
LOGOUT_REDIRECT_URL = "login"

# --- the application -------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "tracker",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "monitoring.middleware.known_origin",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "monitoring.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "monitoring.middleware.chosen_language",
    "monitoring.middleware.sessions_end",
    "monitoring.middleware.own_password_first",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "monitoring.urls"
WSGI_APPLICATION = "monitoring.wsgi.application"
TEST_RUNNER = "monitoring.testing.PytestRunner"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ]
        },
    }
]
DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        DATA_DIR / "db.sqlite3",
        pool=env.integer("DATABASE_POOL", 8, least=0, most=100),
    )
}

# --- language and time -----------------------------------------------------------------------

# Each by its own name, so that who cannot read the page still finds the switch.
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "tracker" / "locale"]
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", "zh-hans", ["zh-hans", "en"])
TIME_ZONE = env.time_zone("TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

# --- files -----------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "monitoring.static.StaticFiles"},
    "evidence": {
        "BACKEND": "tracker.storing.WholeFiles",
        "OPTIONS": {"root": "EVIDENCE_ROOT"},
    },
    # Documents that were asked for, until they expire; and those that were issued, for good.
    "documents": {
        "BACKEND": "tracker.storing.WholeFiles",
        "OPTIONS": {"root": "DOCUMENTS_ROOT"},
    },
    "issued": {
        "BACKEND": "tracker.storing.WholeFiles",
        "OPTIONS": {"root": "ISSUED_ROOT"},
    },
}
EVIDENCE_ROOT = DATA_DIR / "evidence"
DOCUMENTS_ROOT = DATA_DIR / "documents"
ISSUED_ROOT = DATA_DIR / "issued"
# Documents that were asked for can be fetched that long; then they are made anew.
REPORT_KEEP_DAYS = env.integer("REPORT_KEEP_DAYS", 30, least=1, most=3650)
# Of one file. A proxy in front must let several of them through in one request.
MAX_EVIDENCE_MB = env.integer("MAX_EVIDENCE_MB", 20, least=1, most=500)
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "monitoring.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "monitoring.uploads.DiskUpload",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# The grid without scripts is one form: eight fields a row, for plans of several hundred targets.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Folders with an office's own fonts for documents and charts, before the bundled ones.
REPORT_FONT_DIRS = env.folders("REPORT_FONT_DIRS")
# What documents are set in, beside what GB/T 9704 wants: printed with the fonts of those folders,
# asked for by name in Word.
REPORT_FONTS = env.pairs("REPORT_FONTS", among=("title", "head", "subhead", "body", "table"))

# --- mail ------------------------------------------------------------------------------------

_mail = env.mail("EMAIL_URL", data.mail_address(DATA_DIR))
EMAIL_BACKEND = _mail.backend
EMAIL_HOST = _mail.host
EMAIL_PORT = _mail.port
EMAIL_HOST_USER = _mail.user
EMAIL_HOST_PASSWORD = _mail.password
EMAIL_USE_TLS = _mail.starttls
EMAIL_USE_SSL = _mail.tls
EMAIL_FILE_PATH = _mail.folder
EMAIL_TIMEOUT = 20
# Mails carry the time of the office, not of Greenwich.
EMAIL_USE_LOCALTIME = True
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "plan-target-monitor@localhost")
MAIL_REPLY_TO = env.text("MAIL_REPLY_TO", "")

# --- webhooks --------------------------------------------------------------------------------
# What may be called: nothing unless the owner of the machine lists it. The second list is for
# hosts with an address inside, which may also be spoken to without encryption.

WEBHOOK_HOSTS = env.hosts("WEBHOOK_HOSTS")
WEBHOOK_INTERNAL_HOSTS = env.hosts("WEBHOOK_INTERNAL_HOSTS", port=True)

# --- background jobs -------------------------------------------------------------------------
# A job is a wake-up: what must not be lost stands in the database, and the sweep of each minute
# finds it there when a message to a worker went missing.

CELERY_BROKER_URL = env.broker("BROKER_URL", data.broker_address(DATA_DIR))
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "visibility_timeout": 1800}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    # Each hour, as everybody chooses the hour of their digest; one that waits longer is replaced
    # by the next, and repeating one changes nothing.
    "alerts and digests": {
        "task": "tracker.run_alerts",
        "schedule": crontab(minute=0),
        "options": {"expires": 3500},
    },
    "messages that wait": {
        "task": "tracker.send_messages",
        "schedule": crontab(),
        # A sweep that could not run within its minute is done by the next one.
        "options": {"expires": 55},
    },
    "sheets that wait": {
        "task": "tracker.work_on_sheets",
        "schedule": crontab(),
        "options": {"expires": 55},
    },
    "documents that wait": {
        "task": "tracker.work_on_documents",
        "schedule": crontab(),
        # Behind everything else (tracker/queue.py): a batch takes minutes, and nobody's mail waits.
        "options": {"expires": 55, "priority": 9},
    },
    "documents whose day has come": {
        "task": "tracker.run_schedules",
        # Beside the alerts, not with them: neither waits for the other.
        "schedule": crontab(minute=5),
        "options": {"expires": 3500},
    },
    "evidence that no figure shows": {
        "task": "tracker.sweep_evidence",
        "schedule": crontab(hour=3, minute=40),
    },
    "documents that are kept no longer": {
        "task": "tracker.sweep_documents",
        "schedule": crontab(hour=3, minute=50),
    },
}

# --- logs ------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": env.choice("LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR"]),
    },
    # Django's own handlers print only with DEBUG, or mail the administrators.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
