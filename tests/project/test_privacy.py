"""Every field of every table says whether it is open, personal or special."""

from django.apps import apps

from tracekenya.vault.fields import EncryptedTextField

OURS = {
    "places", "audit", "accounts", "directory", "jobs", "cases", "shelter", "intercepts", "referrals",
    "programmes", "reporting", "lists", "notices", "vault",
}  # fmt: skip
WORDS = ("open", "personal", "special")
IDENTIFYING = ("name", "phone", "address", "document", "alias")
# Plain columns whose name sounds like a person's but is not one.
NAMES_OF_THINGS = {
    "places.County.name", "places.Office.name", "directory.Organisation.name", "jobs.Job.file_name",
    "intercepts.ScreeningQuestion.is_on_phone", "intercepts.DraftQuestion.is_on_phone", "jobs.WorkerPulse.name", "cases.NumberSeries.name", "cases.Person.document_kind", "shelter.Room.name",
    "intercepts.InterceptedPerson.band_on_phone", "intercepts.ConsentText.name", "intercepts.EnrolmentCode.phone",
    "intercepts.FieldSubmission.phone", "intercepts.InterceptPhoto.phone", "intercepts.PhotoUpload.phone",
    "intercepts.Station.name", "intercepts.Route.name", "programmes.Project.name",
    "programmes.Network.name", "programmes.Channel.name", "programmes.Investment.name",
    "accounts.User.full_name",
}  # fmt: skip


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def listed(model) -> dict[str, list[str]]:
    """field name -> the words under which it is listed."""
    fields = {}
    for word in WORDS:
        for name in getattr(model.Privacy, word, ()):
            fields.setdefault(name, []).append(word)
    return fields


def test_every_field_is_listed_exactly_once():
    wrong = []
    for model in our_models():
        own = {f.name for f in [*model._meta.fields, *model._meta.local_many_to_many]}
        wrong += [f"{model.__name__}.{n} is not listed" for n in own - set(listed(model))]
        wrong += [f"{model.__name__}.{n} does not exist" for n in set(listed(model)) - own]
        wrong += [
            f"{model.__name__}.{n} is listed twice" for n, w in listed(model).items() if len(w) > 1
        ]

    assert sorted(wrong) == []


def test_an_encrypted_field_is_never_open():
    open_ciphers = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.fields
        if isinstance(field, EncryptedTextField)
        and field.name in getattr(model.Privacy, "open", ())
        and model.__name__ != "Installation"
    ]

    assert open_ciphers == []


def test_no_name_phone_document_or_address_is_a_plain_column():
    plain = [
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in our_models()
        if model._meta.app_label != "reporting"
        for field in model._meta.fields
        if any(word in field.name for word in IDENTIFYING)
        and not isinstance(field, EncryptedTextField)
        and not field.name.endswith("_tokens")
    ]

    assert sorted(set(plain) - NAMES_OF_THINGS) == []


def test_labels_of_ciphers_are_unique():
    labels = [
        field.seal_label
        for model in our_models()
        for field in model._meta.fields
        if isinstance(field, EncryptedTextField)
    ]

    assert len(labels) == len(set(labels))
    assert "person.names" in labels
