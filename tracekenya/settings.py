"""One settings file: everything comes from the environment, and a bad value stops the start."""

from pathlib import Path

import environ
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.configuration import application_role, database, secret_bytes, vault_keys

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# --- What stands where -------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
FILES_ROOT = Path(env.str("FILES_ROOT", default=str(BASE_DIR / ".local" / "files")))
STATE_ROOT = Path(env.str("STATE_ROOT", default=str(BASE_DIR / ".local")))
PORT = env.int("PORT", default=8000)

# --- The database: the application's role, and the owner who migrates (decision 12) --------------
DATABASES = {"default": database(env)}
APPLICATION_ROLE, APPLICATION_ROLE_PASSWORD = application_role(env)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Keys of the vault and of the audit trail: never in the database ------------------------------
VAULT_KEYS = vault_keys(env)
VAULT_INDEX_KEY = secret_bytes(env, "VAULT_INDEX_KEY")
AUDIT_KEY = secret_bytes(env, "AUDIT_KEY")
# One line at every seal of the trail; outside the database, best on another host (docs/deploy.md).
AUDIT_HEADS_FILE = Path(env.str("AUDIT_HEADS_FILE", default=str(STATE_ROOT / "audit-heads.log")))
# Live mode refuses to start unless this is on (decision 13); practice mode asks the password alone.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=True)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",  # lets our templates stand in for the widgets of forms
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "tracekenya.places",
    "tracekenya.vault",
    "tracekenya.roles",
    "tracekenya.lists",
    "tracekenya.audit",
    "tracekenya.accounts",
    "tracekenya.notices",
    "tracekenya.directory",
    "tracekenya.jobs",
    "tracekenya.ui",
    "cases",
    "shelter",
    "intercepts",
    "referrals",
    "programmes",
    "reporting",
    "tracekenya.apps.TraceKenyaConfig",
]

MIDDLEWARE = [
    "tracekenya.gate.ping.PingMiddleware",
    # The first three have the last word, so that every answer carries their headers.
    "tracekenya.gate.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "tracekenya.gate.readable.ReadableInputMiddleware",
    "tracekenya.lists.freshness.FreshListsMiddleware",
    "tracekenya.vault.middleware.KeysKeptMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tracekenya.gate.foreign_forms.ForeignFormsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",  # finds the work done; would be stricter alone
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracekenya.gate.rates.RequestRateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tracekenya.accounts.middleware.SessionLimitsMiddleware",
    "tracekenya.accounts.middleware.SecondFactorMiddleware",
    "tracekenya.accounts.middleware.DenyByDefaultMiddleware",
]

ROOT_URLCONF = "tracekenya.urls"
WSGI_APPLICATION = "tracekenya.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracekenya.views.page_frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- People and sessions --------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["tracekenya.accounts.backends.StaffBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # revocable, survives a lost Redis
SESSION_HOURS = 10  # one long shift; work does not make it longer
SESSION_COOKIE_AGE = (SESSION_HOURS + 1) * 60 * 60  # seconds; `SESSION_HOURS` ends it before
# Minutes without work after which a session ends: of roles that open what needs special protection,
# of all others; a role may be named here with minutes of its own.
SESSION_IDLE_MINUTES = {"special": 15, "other": 30}
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
# Not "Strict": a link in a mail would ask who is signed in already to sign in again.
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tracekenya.views.csrf_failure"

# --- Sign-in through django-allauth ---------------------------------------------------------------
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "tracekenya.accounts.adapter.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # phones and desks are shared: nobody stays signed in
ACCOUNT_RATE_LIMITS = False  # those live in a cache of one process; ours in the database (`delays`)
MFA_FORMS = {
    "authenticate": "tracekenya.accounts.forms.CodeForm",
    "authenticate_webauthn": "tracekenya.accounts.forms.PasskeyStepForm",
    "login_webauthn": "tracekenya.accounts.forms.PasskeySignInForm",
}
ACCOUNT_FORMS = {"login": "tracekenya.accounts.forms.SignInForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "tracekenya.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # the device asks for its PIN, finger or face each time
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False  # fido2 takes http://localhost as secure by itself
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a clock may be off
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_ISSUER = "Trace Kenya"
# Views of other packages have no @requires; each is listed here with the reason why it may run.
VIEWS_WITHOUT_PERMISSION = {
    "account_login": "the sign-in page is for people who are not signed in",
    "mfa_authenticate": "second step of signing in",
    "mfa_login_webauthn": "signing in with a passkey alone",
    "set_language": "choosing a language needs no right",
}

# --- Languages and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("sw", _("Swahili"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
FORMAT_MODULE_PATH = ["tracekenya.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Africa/Nairobi"

# --- Static files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / ".local" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(FILES_ROOT)},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Headers --------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
# Addresses of pages carry record ids: nobody may learn them (tracekenya/gate/foreign_forms.py).
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^livez$"]  # asked by the container's own health check
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
if HTTPS:  # no neighbour under the same domain, and no page without TLS, can set these
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
# Proxies of ours before the web server; each adds to the end of X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)
# Requests a minute, far above what a person sends by hand; 0: any number.
REQUESTS_OF_PERSON = env.int("REQUESTS_OF_PERSON", default=600)
REQUESTS_OF_NETWORK = env.int("REQUESTS_OF_NETWORK", default=300)  # of people not signed in
REQUESTS_OF_PHONE = env.int("REQUESTS_OF_PHONE", default=120)  # of one enrolled phone
REQUESTS_OF_PHONES = env.int("REQUESTS_OF_PHONES", default=3000)  # of all phones of one network
STRANGE_PHONES_OF_NETWORK = env.int("STRANGE_PHONES_OF_NETWORK", default=20)  # wrong codes, tokens
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_BYTES", default=10 * 1024 * 1024)  # of one file

# --- Work in the background: the database is the truth, Redis only carries ids (decision 6) -------
REDIS_URL = env.str("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = (
    False  # a stopped broker must not hold a page up; the reaper sends again
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 20,
    "visibility_timeout": 3600,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_ROOT / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "reap-jobs": {"task": "jobs.reap", "schedule": 15.0, "options": {"expires": 15}},
    "tidy-accounts": {
        "task": "accounts.tidy",
        "schedule": crontab(hour=2, minute=40),
        "options": {"expires": 3600},
    },
    "seal-trail": {"task": "audit.seal", "schedule": 5.0, "options": {"expires": 5}},
    "check-trail": {
        "task": "audit.check",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 3600},
    },
    "watch-lookers": {"task": "audit.watch", "schedule": 300.0, "options": {"expires": 300}},
    "weekly-looks": {
        "task": "cases.weekly_looks",
        "schedule": crontab(day_of_week="mon", hour=6, minute=0),
        "options": {"expires": 3600},
    },
    "emergency-reminders": {
        "task": "cases.emergency_reminders",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "tell-late": {"task": "intercepts.tell_late", "schedule": 60.0, "options": {"expires": 60}},
    "tell-houses": {"task": "shelter.tell_due", "schedule": 600.0, "options": {"expires": 600}},
    "turn-field-keys": {
        "task": "intercepts.turn_field_keys",
        "schedule": crontab(hour=1, minute=20),
        "options": {"expires": 3600},
    },
    "sweep-photos": {
        "task": "intercepts.sweep_photos",
        "schedule": crontab(hour=1, minute=40),
        "options": {"expires": 3600},
    },
    "tell-intercepts": {
        "task": "intercepts.tell_again",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "mail-notices": {"task": "notices.mail", "schedule": 15.0, "options": {"expires": 15}},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- Mail: neutral texts only -----------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="system@localhost")

# --- The log: ids and codes, never what people typed ------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "tracekenya": {"level": "INFO"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}

# --- Numbers that the organisation may change, each with its source -----------------------------------
SMALL_CELL = 5  # cells of 1-4 are hidden outside the house (decision 32)
SMALL_CELL_CROSSED = 10  # tables of three or more dimensions (decision 32)
ADOLESCENT_YOUTH_AGES = (
    10,
    34,
)  # years, both included (plan indicator 2.4; confirm with the organisation)
EMPOWERED_MIN_SESSIONS = (
    1  # sessions attended before a person counts as empowered (indicators 2.1-2.5)
)
REINTEGRATION_REQUIRES_SHELTER = True  # indicator 2.9 is reported by shelter managers
POSSIBLE_PLACES = 50  # denominator of indicator 1.3: 47 counties and 3 countries
CODE_LISTS_LOOK_SECONDS = 5  # so old may the labels of code lists be in another process
FACTOR_RESET_HOURS = 24  # between asking for the reset of a lost second factor and agreeing to it
DORMANT_DAYS = 60  # without a sign-in after which an account falls asleep
INVITATION_DAYS = 7  # a link to choose a password is dead after that
CASE_CLOSED_DAYS = 14  # so long a grant still opens a case that was closed
EMERGENCY_MINUTES = 60  # so long an emergency opens a case
EMERGENCY_REVIEW_HOURS = 72  # later than that the account of who opened it is restricted
EMERGENCY_REMIND_HOURS = (24, 60)  # after so long the reviewers are reminded, the opener is warned
MANY_CASES_AN_HOUR = 30  # different cases opened by one person; more is told to data protection
BED_HOLD_HOURS = 6  # a bed kept for somebody on the way is free again after that
# Hours after the arrival by which each task of a stay is due. Health, safety, consent and care plan
# as the organisation asks; the others are ours. The children officer is told the same day.
TASK_HOURS = {
    "health": 24, "safety": 24, "consent": 72, "rules": 24, "belongings": 24, "officer": 24,
    "tracing": 168, "education": 336, "care_plan": 336,
}  # fmt: skip
AUTHORITY_WARNING_DAYS = (1, 3)  # days after a child's arrival without an authority in writing
ASSAULT_WINDOW_HOURS = 72  # in which PEP still helps
MEDICINE_GRACE_MINUTES = 60  # after that a dose that was due counts as missed
MISSING_SAME_STAY_HOURS = 72  # who is back earlier goes on with the same stay
EXIT_WARNING_DAYS = 7  # before a planned exit
HEARING_WARNING_DAYS = (7, 1)  # before a hearing of a resident, each told once
READMISSION_MONTHS = 12  # after an exit in which a new stay counts as a readmission
BOARD_SECONDS = 5  # between two looks of an open bed board for what changed
SHIFT_STARTS = {"day": 7, "night": 19}  # full hours, Africa/Nairobi
MOVE_IN_HOURS = 24  # a sheet of residents that nobody applied is discarded after that
