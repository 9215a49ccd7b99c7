"""Where gunicorn starts; an unsafe live system is refused here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracekenya.settings")
application = get_wsgi_application()

from tracekenya.accounts.installation import refuse_unsafe_start  # noqa: E402  after the apps are ready

refuse_unsafe_start()
