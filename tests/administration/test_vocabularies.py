"""Code lists on pages: labels change everywhere, retired terms stay on old records alone."""

import uuid

import pytest
from django.urls import reverse

from cases.forms.cases import CaseEditForm
from cases.models import Case
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib import vocabularies
from tracekenya.lists.models import ChangedTerm, ListOrder
from tracekenya.roles.roles import Role

LIST, TERM = "case_source", "health_facility"


def url(name, *keys):
    return reverse(f"administration:{name}", args=keys)


@pytest.fixture
def me_officer_in(signed_in, django_capture_on_commit_callbacks):
    """Return a client of the M&E officer whose posts also run what waits for the commit."""
    client, user = signed_in(Role.ME_OFFICER, staff_code="ME01")
    plain = client.post

    def post(*args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return plain(*args, **kwargs)

    client.post = post
    return client


def rename(client, **changes):
    stated = {"english": "Hospital or clinic", "swahili": "Hospitali au kliniki", "version": 0}
    return client.post(url("term_edit", LIST, TERM), stated | changes)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.ME_OFFICER, 200), (Role.SYSTEM_ADMINISTRATOR, 200), (Role.CASE_MANAGER, 403),
     (Role.EXECUTIVE_DIRECTOR, 403), (Role.DONOR_VIEWER, 404)],
)  # fmt: skip
def test_who_keeps_the_lists(signed_in, role, status):
    client, _user = signed_in(role)
    pages = [
        url("vocabulary_list"), url("vocabulary_detail", LIST), url("term_detail", LIST, TERM),
        url("term_edit", LIST, TERM), url("term_add", LIST), url("vocabulary_order", LIST),
    ]  # fmt: skip

    assert {client.get(page).status_code for page in pages} == {status}


def test_the_index_names_all_lists(me_officer_in):
    lists = me_officer_in.get(url("vocabulary_list")).context["lists"]

    assert len(lists) == len(vocabularies.names()) > 100


def test_a_label_changes_on_the_case_s_page_in_both_languages(me_officer_in, client):
    case = CaseFactory(source=TERM)
    manager = UserFactory(role=Role.CASE_MANAGER)
    rename(me_officer_in)

    client.force_login(manager)
    english = client.get(case.get_absolute_url()).text
    client.cookies["django_language"] = "sw"
    swahili = client.get(case.get_absolute_url()).text

    assert ("Hospital or clinic" in english, "Hospitali au kliniki" in swahili) == (True, True)
    event = AuditEvent.objects.get(kind="changed", target_code=TERM)
    assert (event.by, event.fields) == ("ME01", {
        "english": ["Health facility", "Hospital or clinic"],
        "swahili": ["Kituo cha afya", "Hospitali au kliniki"],
    })  # fmt: skip


def test_a_retired_term_is_not_offered_but_stays_on_the_record_that_holds_it(me_officer_in):
    old, new = CaseFactory(source=TERM), CaseFactory(source="walk_in")
    me_officer_in.post(url("term_retire", LIST, TERM))

    def offered(case):
        form = CaseEditForm(instance=case)
        return TERM in [code for code, _label in form["source"].field.choices]

    assert (offered(old), offered(new)) == (True, False)
    assert Case.objects.get(pk=old.pk).get_source_display() == "Health facility"
    assert TERM not in dict(vocabularies.choices(LIST))
    old.full_clean(exclude=["summary"])  # the model still takes it
    assert "Retired" in me_officer_in.get(url("term_detail", LIST, TERM)).text

    me_officer_in.post(url("term_bring_back", LIST, TERM))
    assert offered(new)
    kept = (
        AuditEvent.objects.filter(target_code=TERM).order_by("id").values_list("fields", flat=True)
    )
    assert list(kept) == [{"is_offered": [True, False]}, {"is_offered": [False, True]}]


def test_a_term_that_rules_name_is_renamed_but_not_retired(me_officer_in):
    answer = me_officer_in.post(url("term_retire", LIST, "intercept"), follow=True)
    renamed = me_officer_in.post(
        url("term_edit", LIST, "intercept"),
        {"english": "Stopped on the road", "swahili": "Alizuiwa njiani", "version": 0},
    )

    assert "it can be renamed, not retired" in answer.text
    assert renamed.status_code == 302
    term = {each.code: each for each in vocabularies.terms(LIST)}["intercept"]
    assert (term.english, term.is_offered) == ("Stopped on the road", True)


def test_a_term_is_added_once_with_a_code_that_never_changes(me_officer_in):
    form = {"english": "Radio call-in", "swahili": "Simu ya redio", "submission": str(uuid.uuid4())}

    answers = [me_officer_in.post(url("term_add", LIST), form).status_code for _time in range(2)]
    me_officer_in.post(
        url("term_edit", LIST, "radio_call_in"),
        {"english": "Radio", "swahili": "Redio", "version": 1},
    )

    assert answers == [302, 302]
    row = ChangedTerm.objects.get(vocabulary=LIST)
    assert (row.code, row.english, row.version) == ("radio_call_in", "Radio", 2)
    assert vocabularies.codes(LIST)[-1] == "radio_call_in"
    CaseFactory(source="radio_call_in").full_clean(exclude=["summary"])


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"english": "School", "swahili": "Nyingine"}, "english", "is called so already"),
        ({"english": "New one", "swahili": "SHULE"}, "swahili", "is called so already"),
        ({"english": "  ", "swahili": "Nyingine"}, "english", "required"),
        ({"english": "New one", "swahili": ""}, "swahili", "required"),
        ({"english": "%&/", "swahili": "Nyingine"}, "english", "Use letters or numbers"),
        ({"english": "x" * 121, "swahili": "Nyingine"}, "english", "at most 120"),
        ({"english": "a\0b", "swahili": "Nyingine"}, "english", "Null characters"),
    ],
)
def test_a_poor_term_is_refused_at_its_field(me_officer_in, answers, field, words):
    answer = me_officer_in.post(url("term_add", LIST), answers | {"submission": str(uuid.uuid4())})

    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert words in errors[field][0]
    assert ChangedTerm.objects.count() == 0


def test_a_retired_term_is_brought_back_not_added_again(me_officer_in):
    me_officer_in.post(url("term_retire", LIST, TERM))

    answer = me_officer_in.post(
        url("term_add", LIST),
        {"english": "Health facility", "swahili": "Nyingine", "submission": str(uuid.uuid4())},
    )

    assert answer.context["form"].errors["english"] == [
        "This term was retired. Bring it back instead of adding it again."
    ]


def test_a_closed_list_takes_no_new_term(me_officer_in):
    assert me_officer_in.get(url("term_add", "case_status")).status_code == 404
    assert url("term_add", "case_status") not in me_officer_in.get(
        url("vocabulary_detail", "case_status")
    ).text  # fmt: skip


def test_two_editors_of_a_term_that_only_the_file_knew(me_officer_in):
    rename(me_officer_in)

    late = rename(me_officer_in, english="My words")

    assert late.status_code == 200
    assert "Saved by somebody else meanwhile:" in late.text
    assert late.context["form"]["english"].value() == "My words"
    assert ChangedTerm.objects.get().english == "Hospital or clinic"
    assert rename(me_officer_in, english="My words", version=1).status_code == 302


def test_the_order_is_changed_and_kept(me_officer_in):
    codes = vocabularies.codes(LIST)
    places = {f"place_{code}": number for number, code in enumerate(codes, 2)}
    places[f"place_{codes[-1]}"] = 1

    me_officer_in.post(url("vocabulary_order", LIST), places | {"version": 0})
    late = me_officer_in.post(url("vocabulary_order", LIST), places | {"version": 0})

    assert vocabularies.codes(LIST) == [codes[-1], *codes[:-1]]
    assert ListOrder.objects.get().version == 1
    assert "Somebody else saved" in late.text


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "99999999999999999999"])
def test_a_poor_number_is_refused(me_officer_in, number):
    places = {f"place_{code}": 1 for code in vocabularies.codes(LIST)}

    answer = me_officer_in.post(
        url("vocabulary_order", LIST), places | {"version": 0, f"place_{TERM}": number}
    )

    assert list(answer.context["form"].errors) == [f"place_{TERM}"]


def test_small_numbers_of_records_are_hidden_from_who_sees_no_true_numbers(signed_in):
    CaseFactory(source=TERM)
    seen = {}
    for role in (Role.ME_OFFICER, Role.SYSTEM_ADMINISTRATOR):
        client, _user = signed_in(role)
        rows = client.get(url("vocabulary_detail", LIST)).context["rows"]
        seen[role] = {row.term.code: row.used for row in rows}[TERM]

    assert seen == {Role.ME_OFFICER: "1", Role.SYSTEM_ADMINISTRATOR: "Fewer than 5"}


def test_codes_in_arrays_are_counted_each(me_officer_in):
    CaseFactory(case_types=["gbv", "smuggling"])

    rows = me_officer_in.get(url("vocabulary_detail", "case_type")).context["rows"]

    used = {row.term.code: row.used for row in rows}
    assert (used["gbv"], used["smuggling"], used["other"]) == ("1", "1", "0")


@pytest.mark.parametrize("page", ["no_such_list", "case_source/terms/no_such_term"])
def test_what_is_not_there_is_not_found(me_officer_in, page):
    assert me_officer_in.get(f"/administration/lists/{page}/").status_code == 404


@pytest.mark.parametrize("changes", [0, 3])
def test_pages_ask_the_same_number_of_questions(me_officer_in, django_assert_num_queries, changes):
    for code in vocabularies.codes(LIST)[1 : 1 + changes]:
        ChangedTerm.objects.create(
            vocabulary=LIST, code=code, english=f"Word {code}", swahili=f"Neno {code}"
        )

    with django_assert_num_queries(4):
        me_officer_in.get(url("vocabulary_list"))
    with django_assert_num_queries(8):
        me_officer_in.get(url("vocabulary_detail", LIST))
