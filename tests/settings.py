"""Settings of the tests: as in production, but static files straight from their folders."""

from tracekenya.settings import *  # noqa: F403

OWNER = env.str("DATABASE_OWNER_URL", default="")  # noqa: F405
if OWNER:  # databases of tests are made and emptied as the owner; requests run as the application
    DATABASES["default"] |= {part: env.db_url_config(OWNER)[part] for part in ("USER", "PASSWORD")}  # noqa: F405
MIDDLEWARE = ["tests.db_roles.ApplicationRoleMiddleware", *MIDDLEWARE]  # noqa: F405
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]  # noqa: F405
CODE_LISTS_LOOK_SECONDS = None  # never by the clock: counts of queries stay the same
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]  # noqa: F405  quick
REQUESTS_OF_PERSON = REQUESTS_OF_NETWORK = 0  # tests send more than people; tests/gate counts
REQUESTS_OF_PHONE = REQUESTS_OF_PHONES = STRANGE_PHONES_OF_NETWORK = 0
