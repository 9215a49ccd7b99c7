"""How Django knows this room; sign-ins and sign-outs are written to the trail from here."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tracekenya.accounts"
    label = "accounts"

    def ready(self) -> None:
        from tracekenya.accounts import sign_in_trail

        sign_in_trail.connect()
