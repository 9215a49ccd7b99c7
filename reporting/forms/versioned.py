"""A form that is no model's own but must notice when somebody saved meanwhile."""

from typing import Any

from django import forms

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
        """Return label and saved value of the fields typed into; none where there is nothing to show."""
        return []
