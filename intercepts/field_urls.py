"""Routes of the phone at the stage, mounted at `/field/`: its shell, and what it sends and asks."""

from django.urls import path

from intercepts.views import phone_shell

app_name = "field"

urlpatterns = [
    path("", phone_shell.field_shell, name="field_shell"),
    path("sw.js", phone_shell.field_worker, name="field_worker"),
    path("texts.json", phone_shell.field_texts, name="field_texts"),
    path("manifest.json", phone_shell.field_manifest, name="field_manifest"),
]
