#!/bin/sh
# Finds a Python that can make a virtual environment, and hands over to it.
# Plain sh, because this is the one part that runs before Python is known to be there.
cd "$(dirname "$0")/../.." || exit 1

usable() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if command -v "$name" >/dev/null && usable "$name"; then
            echo "$name"
            return
        fi
    done
}

python=$(find_python)
if [ -z "$python" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian packages: python3 python3-venv" >&2
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends python3 python3-venv >/dev/null
    python=$(find_python)
fi
if [ -z "$python" ]; then
    echo "Needs Python 3.11 or newer with venv; on Debian: sudo apt-get install -y python3 python3-venv" >&2
    exit 1
fi
exec "$python" -m tracekenya.ops "$@"
