"""Routes of the phone at the stage, mounted at `/field/`: its shell, and what it sends and asks."""

from django.urls import path

from intercepts.views import field_photos, field_wire, phone_shell

app_name = "field"

urlpatterns = [
    path("ping", field_wire.field_ping, name="field_ping"),
    path("v1/enrol", field_wire.field_enrol, name="field_enrol"),
    path("v1/definition", field_wire.field_definition, name="field_definition"),
    path("v1/heartbeat", field_wire.field_heartbeat, name="field_heartbeat"),
    path("v1/submissions", field_wire.field_submissions, name="field_submissions"),
    path("v1/photos", field_photos.field_photos, name="field_photos"),
    path("", phone_shell.field_shell, name="field_shell"),
    path("app.js", phone_shell.field_script, name="field_script"),
    path("sw.js", phone_shell.field_worker, name="field_worker"),
    path("texts.json", phone_shell.field_texts, name="field_texts"),
    path("manifest.json", phone_shell.field_manifest, name="field_manifest"),
]
