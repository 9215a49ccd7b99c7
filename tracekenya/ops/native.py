"""What is not Python and is needed all the same: libraries of the PDF, a browser for tests."""

import ctypes
import shutil

# The names under which WeasyPrint opens them, and the Debian package that brings each.
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "fontconfig",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_PACKAGES = ("chromium", "fonts-noto-core")


def missing_pdf_packages() -> list[str]:
    """Return the Debian packages of the libraries that this machine lacks."""
    return [package for library, package in PDF_LIBRARIES.items() if not _opens(library)]


def missing_browser_packages() -> list[str]:
    """Return the Debian packages that bring a browser, when there is none."""
    has_browser = any(shutil.which(name) for name in BROWSERS)
    return [] if has_browser else list(BROWSER_PACKAGES)


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
