"""The renderer answers named assets only: no network, no file, whatever a page asks for."""

import io
import logging
import socket
import threading

import pytest
from pypdf import PdfReader
from weasyprint.urls import URLFetcher

from tracekenya.lib.pdf import Asset, ClosedFetcher, lay_out, write

SECRET = "kifaru-7391-secret"  # noqa: S105  a marker word, not a password
DOT = Asset(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20"><text y="15">asset-seen</text></svg>',
    "image/svg+xml",
)

# What hostile content could ask for. {net}: address of a listening socket, {file}: a file with SECRET.
PAYLOADS = {
    "image of the net": '<img src="http://{net}/a">',
    "image of a file": '<img src="file://{file}">',
    "image without scheme": '<img src="{file}">',
    "image with double slash": '<img src="//{net}/a">',
    "image by ftp": '<img src="ftp://{net}/a">',
    "image by https": '<img src="https://{net}/a">',
    "host as decimal number": '<img src="http://2130706433:{port}/a">',
    "host in IPv6": '<img src="http://[::ffff:127.0.0.1]:{port}/a">',
    "style sheet of the net": '<link rel="stylesheet" href="http://{net}/a.css">',
    "style sheet of a file": '<link rel="stylesheet" href="file://{file}">',
    "import in a style": '<style>@import url("http://{net}/b.css");</style>',
    "import of a file": '<style>@import "file://{file}";</style>',
    "font of the net": '<style>@font-face{{font-family:X;src:url("http://{net}/f.ttf")}} p{{font-family:X}}</style>',
    "font of a file": '<style>@font-face{{font-family:Y;src:url("file://{file}")}} p{{font-family:Y}}</style>',
    "background": '<p style="background:url(http://{net}/c)">x</p>',
    "list marker": '<ul style="list-style-image:url(file://{file})"><li>x</li></ul>',
    "generated content": '<style>p:before{{content:url("http://{net}/d")}}</style>',
    "border image": '<p style="border:9px solid;border-image:url(http://{net}/e) 3">x</p>',
    "page margin": '<style>@page{{@top-left{{content:url("http://{net}/g")}}}}</style>',
    "object": '<object data="file://{file}"></object>',
    "embed": '<embed src="http://{net}/h">',
    "frame": '<iframe src="file://{file}"></iframe>',
    "image in SVG": '<svg width="9" height="9"><image href="http://{net}/i" width="9" height="9"/></svg>',
    "use in SVG": '<svg width="9" height="9"><use href="file://{file}#a"/></svg>',
    "nested data address": '<img src="data:image/svg+xml,&lt;svg xmlns=%27http://www.w3.org/2000/svg%27&gt;&lt;image href=%27http://{net}/j%27/&gt;&lt;/svg&gt;">',
    "entity in data address": '<img src="data:image/svg+xml,&lt;!DOCTYPE s [&lt;!ENTITY x SYSTEM %27file://{file}%27&gt;]&gt;&lt;svg xmlns=%27http://www.w3.org/2000/svg%27&gt;&lt;text&gt;&amp;x;&lt;/text&gt;&lt;/svg&gt;">',
    "attachment link": '<link rel="attachment" href="file://{file}">',
    "attachment anchor": '<a rel="attachment" href="file://{file}">x</a>',
    "base address": '<base href="http://{net}/"><img src="k">',
    "image set": '<p style="background-image:image-set(url(http://{net}/l) 1x)">x</p>',
    "image of the style in quotes": '<p style="background:URL(&quot;http://{net}/m&quot;)">x</p>',
    "cursor": '<p style="cursor:url(http://{net}/n),auto">x</p>',
    "mask": '<p style="mask-image:url(http://{net}/o)">x</p>',
    "source set": '<img srcset="http://{net}/p 1x" src="http://{net}/q">',
    "picture of an input": '<input type="image" src="http://{net}/r">',
    "background attribute": '<table background="http://{net}/s"><tr><td>x</table>',
    "poster": '<video poster="http://{net}/t"></video>',
    "foreign object in SVG": '<svg width="9" height="9"><foreignObject><img src="http://{net}/u"/></foreignObject></svg>',
    "old link in SVG": '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="file://{file}" width="9" height="9"/></svg>',
    "picture in a filter": '<svg><filter id="f"><feImage href="http://{net}/v"/></filter><rect filter="url(#f)" width="9" height="9"/></svg>',
    "style in SVG": '<svg><style>@import url("http://{net}/w");</style><rect width="9" height="9"/></svg>',
    "icon": '<link rel="icon" href="http://{net}/x">',
    "base of files": '<base href="file:///"><img src="{file}">',
    "host by name": '<img src="http://localhost:{port}/y">',
    "host without its end": '<img src="http://127.1:{port}/z">',
    "host in octal": '<img src="http://0177.0.0.1:{port}/aa">',
    "user in the address": '<img src="http://a.example@{net}/ab">',
    "capitals": '<img src="HTTP://{net}/ac">',
    "file in capitals": '<img src="FILE://{file}">',
    "file of localhost": '<img src="file://localhost{file}">',
    "blanks in the address": '<img src=" http://{net}/ad ">',
    "unknown asset": '<img src="asset:/etc/passwd">',
    "asset with dots": '<img src="asset:../../dot.svg">',
    "asset in capitals": '<img src="ASSET:dot.svg">',
}


@pytest.fixture
def listener():
    """Listen on a free port and count who comes."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    hits, stop = [], threading.Event()

    def listen():
        while not stop.is_set():
            try:
                connection, _from = server.accept()
            except TimeoutError:
                continue
            hits.append(connection)
            connection.close()  # whoever waits for an answer need not wait

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname(), hits
    stop.set()
    thread.join()
    server.close()


def render(body: str, fetcher: URLFetcher) -> str:
    """Return what a reader of the PDF could get: its text, and the word for any attached file."""
    html = f"<html lang=en><title>t</title><body>{body}<p>seen</p>"
    pdf = lay_out(html, fetcher).write_pdf()
    reader = PdfReader(io.BytesIO(pdf))
    return "".join(page.extract_text() for page in reader.pages) + " ".join(reader.attachments)


def secret_file(folder) -> str:
    path = folder / "secret.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" id="a" width="300" height="20">'
        f'<text x="0" y="15">{SECRET}</text></svg>'
    )
    return str(path)


def test_all_hostile_addresses_reach_neither_network_nor_file(listener, tmp_path):
    (host, port), hits = listener
    places = {"net": f"{host}:{port}", "port": port, "file": secret_file(tmp_path)}

    read, asked = {}, {}
    for name, payload in PAYLOADS.items():
        fetcher = ClosedFetcher({"dot.svg": DOT})
        read[name] = render(payload.format(**places), fetcher)
        asked[name] = fetcher.refused

    assert len(PAYLOADS) >= 30
    assert [name for name, text in read.items() if SECRET in text or "secret.svg" in text] == []
    assert hits == []
    assert sum(1 for refused in asked.values() if refused) >= 20  # the payloads do ask


def test_an_open_renderer_would_leak_the_file(tmp_path):
    text = render(f'<img src="file://{secret_file(tmp_path)}">', URLFetcher())

    assert SECRET in text


@pytest.mark.deep
def test_an_open_renderer_would_reach_the_net_and_the_file_by_many_of_them(listener, tmp_path):
    """The control: the same payloads, with the fetcher that the renderer brings along."""
    (host, port), hits = listener
    places = {"net": f"{host}:{port}", "port": port, "file": secret_file(tmp_path)}

    reached, leaked = [], []
    for name, payload in PAYLOADS.items():
        before = len(hits)
        text = render(payload.format(**places), URLFetcher(timeout=2))
        reached += [name] if len(hits) > before else []
        leaked += [name] if SECRET in text or "secret.svg" in text else []

    print(f"of {len(PAYLOADS)} an open renderer: net by {len(reached)}, file by {len(leaked)}")  # noqa: T201
    assert (len(reached) >= 10, len(leaked) >= 2) == (True, True)


def test_what_is_drawn_is_never_put_into_the_log(caplog):
    body = f'<p style="colour:{SECRET};width:{SECRET}">{SECRET}<b></p><x-{SECRET}>&{SECRET};'

    with caplog.at_level(logging.DEBUG):
        text = render(f"{body}{SECRET}", ClosedFetcher({}))

    assert SECRET in text
    assert SECRET not in "".join(
        record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR
    )


def test_the_file_tells_neither_who_nor_where():
    made = write(
        lay_out("<html lang=en><title>t</title><body><p>x", ClosedFetcher({})), identifier=b"0" * 16
    )
    told = PdfReader(io.BytesIO(made)).metadata or {}

    assert set(told) <= {"/Title", "/Producer", "/Lang"}
    assert [
        word
        for word in (
            b"/home",
            b"/work",
            b"/tmp",
            b"file:",
            b"http://",
            socket.gethostname().encode(),
            b"/Author",
        )
        if word in made
    ] == []


def test_the_listener_would_notice(listener):
    (host, port), hits = listener

    socket.create_connection((host, port), timeout=1).close()
    deadline = threading.Event()
    for _ in range(20):
        if hits:
            break
        deadline.wait(0.1)

    assert len(hits) == 1


def test_a_named_asset_is_answered():
    fetcher = ClosedFetcher({"dot.svg": DOT})

    text = render('<img src="asset:dot.svg" alt="dot">', fetcher)

    assert (fetcher.refused, "asset-seen" in text) == ([], True)


def test_the_same_pages_give_the_same_bytes():
    html = "<html lang=en><title>t</title><body><p>x"
    fetcher = ClosedFetcher({})

    once = write(lay_out(html, fetcher), identifier=b"0" * 16)
    again = write(lay_out(html, fetcher), identifier=b"0" * 16)

    assert once == again
