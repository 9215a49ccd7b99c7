"""What the tests of registers share: sending the forms of a register as a person would."""

import uuid

from django.urls import reverse


def url(name: str, act: str, row=None) -> str:
    return reverse(f"programmes:{name}_{act}", args=[row.pk] if row else [])


def add(client, name: str, /, **answers):
    """Send the form for a new row; return the answer."""
    return client.post(url(name, "add"), {"submission": str(uuid.uuid4())} | answers)


def change(client, name: str, row, /, **answers):
    """Send the form of a saved row with the version it has now; return the answer."""
    version = type(row).objects.get(pk=row.pk).version
    return client.post(url(name, "edit", row), {"version": version} | answers)


def errors(answer) -> dict[str, list[str]]:
    """Return what the form complains about; the answer must be the form again."""
    assert answer.status_code == 200
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}
