"""Where gunicorn starts; an unsafe live system is refused here."""

import os

from django.core.wsgi import get_wsgi_application

from tracekenya.starting import refusing_in_one_line, start_safely

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracekenya.settings")
with refusing_in_one_line():
    application = get_wsgi_application()
start_safely()
