"""The shell that a phone keeps: page, worker, texts and manifest; no personal data in any of them."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intercepts.phone import shell
from intercepts.phone.texts import both_languages
from tracekenya.roles.access import public

SCRIPT = "text/javascript; charset=utf-8"


@public("the same page for everybody, without any data: a phone opens it with its own token")
@require_safe
def field_shell(request: HttpRequest) -> HttpResponse:
    context = {"script": shell.WHOLE, "version": shell.version()}
    return render(request, "intercepts/field/shell.html", context)


@public("the scripts of the shell, no data")
@require_safe
def field_script(request: HttpRequest) -> HttpResponse:
    """Answer all modules as one script."""
    return _script(request, shell.script())


@public("the browser itself asks for the worker, without anybody being signed in")
@require_safe
def field_worker(request: HttpRequest) -> HttpResponse:
    context = {
        "files": shell.precached(), "version": shell.version(), "script": shell.script_of_worker(),
    }  # fmt: skip
    return _script(request, render_to_string("intercepts/field/worker.js", context))


def _script(request: HttpRequest, text: str) -> HttpResponse:
    """Answer a script, with Brotli where the browser takes it: there is nothing secret in it to guess."""
    takes = request.headers.get("Accept-Encoding", "").replace(" ", "").split(",")
    response = HttpResponse(shell.packed(text) if "br" in takes else text, content_type=SCRIPT)
    if "br" in takes:
        response["Content-Encoding"] = "br"
    response["Vary"] = "Accept-Encoding"
    return response


@public("words of the shell in two languages, no data")
@require_safe
def field_texts(request: HttpRequest) -> JsonResponse:
    return JsonResponse(both_languages(), json_dumps_params={"ensure_ascii": False})


@public("name and icons of the application, no data")
@require_safe
def field_manifest(request: HttpRequest) -> JsonResponse:
    icons = [
        {"src": shell.static(name), "sizes": f"{side}x{side}", "type": "image/png", "purpose": use}
        for name, side in zip(shell.ICONS, (192, 512), strict=True)
        for use in ("any", "maskable")
    ]
    content = {
        "id": "/field/", "name": _("Stage notes"), "short_name": _("Stage notes"),
        "start_url": "/field/", "scope": "/field/", "display": "standalone",
        "background_color": "#f6f3ec", "theme_color": "#0b5d66", "icons": icons,
    }  # fmt: skip
    return JsonResponse(content, content_type="application/manifest+json")
