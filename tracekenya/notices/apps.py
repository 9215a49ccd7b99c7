"""How Django knows this room; the number of new notices comes with the person of a session."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tracekenya.notices"
    label = "notices"

    def ready(self) -> None:
        from tracekenya.accounts.alerts import hear
        from tracekenya.accounts.loaded import load_with
        from tracekenya.notices.actions.telling import tell_sign_in_changed
        from tracekenya.notices.models import count_of_new

        hear(tell_sign_in_changed)
        load_with(new_notices=count_of_new())
