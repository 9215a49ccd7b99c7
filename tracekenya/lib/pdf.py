"""HTML to tagged PDF, in a renderer that reaches neither the network nor a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from weasyprint import HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

VARIANT = "pdf/ua-1"  # structure, language, title; the file is tagged, conformance is not claimed


@dataclass(frozen=True)
class Asset:
    """A font, style or image that we made, held in memory; `kind` is its media type."""

    content: bytes
    kind: str


class ClosedFetcher(URLFetcher):
    """Answers `asset:NAME` from what it was given and refuses every other address.

    `refused` lists what was asked for in vain, so that a page that asks for more than it has shows.
    """

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        super().__init__(allowed_protocols=["asset"], allow_redirects=False)
        self.handlers.clear()
        self._assets = dict(assets)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the asset. Raises URLFetchingError for anything else, known schemes included."""
        scheme, _, name = url.partition(":")
        asset = self._assets.get(name) if scheme == "asset" else None
        if asset is None:
            self.refused.append(url)
            raise URLFetchingError("only assets held in memory are answered")
        return URLFetcherResponse(url, asset.content, {"Content-Type": asset.kind})


@cache
def _fonts() -> FontConfiguration:
    """Keep one set of loaded fonts for the life of the process: loading is slow and leaves files."""
    return FontConfiguration()


def lay_out(html: str, fetcher: ClosedFetcher) -> Document:
    """Return the laid-out pages of `html`; the slow part of the work."""
    return HTML(string=html, url_fetcher=fetcher).render(font_config=_fonts(), pdf_variant=VARIANT)


def write(document: Document, *, identifier: bytes) -> bytes:
    """Return the PDF's bytes; the same pages and `identifier` give the same bytes."""
    return document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
