"""A form that is no model's own but must notice when somebody saved meanwhile."""

from typing import Any

from django import forms

from tracekenya.pages.forms import words_of
from tracekenya.ui.forms import PageFormHelper, VersionMixin


class VersionedForm(VersionMixin, forms.Form):
    """Carries the version of what it changes. version: as it is saved now."""

    def __init__(self, data: Any = None, *, version: int, **options: Any) -> None:
        options["initial"] = {"version": version} | options.get("initial", {})
        super().__init__(data, **options)
        self.version_now = version
        self.helper = PageFormHelper(self)

    def saved_meanwhile(self) -> list[dict[str, str]]:
        """Return what somebody else saved since the form was opened; the next save then replaces it."""
        if not self.is_bound or self.data.get("version") == str(self.version_now):
            return []
        self.data = self.data.copy()
        self.data["version"] = str(self.version_now)
        return self.saved_now()

    def saved_now(self) -> list[dict[str, str]]:
        """Return label and saved value of each field that was typed into and had a saved value."""
        return [
            {"label": self.label_of(name), "value": words_of(self.fields[name], saved)}
            for name in self.changed_data
            if name != "version"
            for saved in [self.get_initial_for_field(self.fields[name], name)]
            if name in self.initial or saved is not None
        ]

    def label_of(self, name: str) -> str:
        """Return what the field of that name is called where it stands by itself."""
        return str(self.fields[name].label)
