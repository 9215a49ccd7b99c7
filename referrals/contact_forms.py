"""Forms on the people whom we know at an organisation."""

from django.utils.translation import gettext_lazy as _

from tracekenya.directory.models import Contact
from tracekenya.pages.forms import EditForm, NewRowForm

HINTS = {
    "position": _("Shown in the directory; write no name here."),
    "names": _("Sealed. Who opens them is kept in the trail."),
    "phone": _("The number at work, if there is one."),
    "is_active": _("Untick it when the person left; the entry is kept."),
}


class ContactForm(NewRowForm):
    class Meta(NewRowForm.Meta):
        model = Contact
        fields = ["position", "names", "phone"]
        help_texts = HINTS


class ContactEditForm(EditForm):
    class Meta(EditForm.Meta):
        model = Contact
        fields = ["position", "names", "phone", "is_active"]
        help_texts = HINTS
