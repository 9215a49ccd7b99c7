"""`manage.py load_reference_data`: offences, the screening form, agencies, hotlines, suggested stations."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cases.actions.offences import load_offences
from intercepts.actions.consent import load_texts
from intercepts.actions.screening import load_form
from intercepts.actions.stations import load_suggestions
from tracekenya.directory.actions import load_agencies


class Command(BaseCommand):
    help = (
        "Load offences, the screening form, texts read aloud, agencies, hotlines and suggested stations; a"
        " second load changes nothing."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        offences, form = load_offences(), load_form()
        load_texts()
        agencies, hotlines = load_agencies()
        stations = load_suggestions()
        self.stdout.write(
            f"{offences} offences, screening form {form.number} with {form.questions.count()}"
            f" questions, {agencies} agencies and partners, {hotlines} hotlines,"
            f" {stations} suggested stations."
        )
