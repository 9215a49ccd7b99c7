# One image for web, worker and beat. BASE needs Debian 12 or newer with Python 3.11 or newer.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS base
# What WeasyPrint draws with; all else comes with the Python packages.
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    && rm -rf /var/lib/apt/lists/*

FROM base AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python3 -m venv /opt/venv
COPY requirements.txt /tmp/requirements.txt
RUN /opt/venv/bin/pip install --quiet --require-hashes -r /tmp/requirements.txt
COPY . /app
WORKDIR /app
# Collecting static files reads the settings, which want values; none of these stays in the image.
RUN SECRET_KEY=collecting-static-files-only-and-never-used-again-0123456789 \
    VAULT_KEYS=build1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    VAULT_INDEX_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    AUDIT_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    DATABASE_URL=postgres://nobody@127.0.0.1/none REDIS_URL=redis://127.0.0.1/0 \
    STATIC_ROOT=/app/collected \
    /opt/venv/bin/python manage.py collectstatic --no-input -v 0 \
    && /opt/venv/bin/python -m compileall -q /app /opt/venv/lib \
    && rm -rf /app/.local

FROM base
RUN useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin tracekenya \
    && install -d -o tracekenya -g tracekenya -m 0700 /data /heads
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    DJANGO_SETTINGS_MODULE=tracekenya.settings \
    EMBEDDED_SERVICES=off STATIC_ROOT=/app/collected FILES_ROOT=/data/files STATE_ROOT=/data/state \
    AUDIT_HEADS_FILE=/heads/audit-heads.log \
    BIND=0.0.0.0:8000
USER tracekenya
VOLUME /data /heads
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "-m", "tracekenya.ops.probe", "web"]
CMD ["gunicorn", "-c", "python:tracekenya.web_server", "tracekenya.wsgi:application"]
