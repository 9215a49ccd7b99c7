"""The next version of the screening form: copied, changed, published; what is out never changes."""

import uuid

import pytest
from django.urls import reverse

from intercepts.actions import drafts
from intercepts.actions.intercepts import Screened, add_person
from intercepts.models import DraftQuestion, ScreeningDraft, ScreeningForm, ScreeningQuestion
from tests.factories.work import InterceptFactory
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
LIST, START = (reverse(f"intercepts:{name}") for name in ("screening_list", "screening_start"))


def page(name, row):
    return reverse(f"intercepts:{name}", args=[row.pk])


def typed(**data):
    usual = {
        "submission": str(uuid.uuid4()), "code": "c_new_sign", "section": "control",
        "text_en": "Somebody else holds the ticket", "text_sw": "Mtu mwingine ameshika tiketi",
        "weight": "4", "position": "90", "answer": "tick",
    }  # fmt: skip
    return usual | data


@pytest.fixture
def draft(signs, me_officer):
    return drafts.start(by=me_officer)


def test_a_draft_copies_what_is_in_use_and_there_is_one(draft, signs, me_officer):
    again = drafts.start(by=me_officer)

    assert again == draft
    assert draft.questions.count() == signs.questions.count()
    first, copied = signs.questions.first(), draft.questions.first()
    assert [getattr(copied, n) for n in drafts.COPIED] == [getattr(first, n) for n in drafts.COPIED]


def test_publishing_makes_a_new_version_and_leaves_old_scores(
    draft, signs, me_officer, case_manager
):
    person = Screened(
        sex="female", intercept_type="adult_trafficking", outcome="refused_help", stated_age=30,
        signs=["c_debt"],
    )  # fmt: skip
    old = add_person(intercept=InterceptFactory(), screened=person, by=case_manager)
    before = list(signs.questions.values("code", "weight", "text_en"))
    row = draft.questions.get(code="c_debt")
    drafts.edit_question(row=row, version=1, by=me_officer, weight=1)

    form = drafts.publish(draft=draft, by=me_officer)
    new = add_person(intercept=InterceptFactory(), screened=person, by=case_manager)

    old.refresh_from_db()
    signs.refresh_from_db()
    assert (form.number, form.is_current, signs.is_current) == (signs.number + 1, True, False)
    assert list(signs.questions.values("code", "weight", "text_en")) == before
    assert (old.score_control, old.form, new.score_control, new.form) == (10, signs, 1, form)
    assert old.signs.get().weight == 10


def test_what_is_published_never_changes(draft, me_officer):
    row = draft.questions.first()
    drafts.publish(draft=draft, by=me_officer)

    for act in (
        lambda: drafts.edit_question(row=row, version=1, by=me_officer, weight=9),
        lambda: drafts.remove_question(row=row, by=me_officer),
        lambda: drafts.publish(draft=draft, by=me_officer),
    ):
        with pytest.raises(DomainError):
            act()
    assert ScreeningForm.objects.count() == 2


def test_at_most_24_signs_go_on_the_phone(draft, me_officer):
    more = draft.questions.filter(is_on_phone=False).first()
    with pytest.raises(DomainError) as refusal:
        drafts.edit_question(row=more, version=1, by=me_officer, is_on_phone=True)
    assert refusal.value.field == "is_on_phone"

    DraftQuestion.objects.update(is_on_phone=True)
    with pytest.raises(DomainError):
        drafts.publish(draft=draft, by=me_officer)
    assert ScreeningForm.objects.count() == 1


def test_the_sign_on_which_the_rule_for_children_rests_stays(draft, me_officer):
    with pytest.raises(DomainError):
        drafts.remove_question(row=draft.questions.get(code="v_minor_alone"), by=me_officer)


def test_the_officer_writes_a_version_in_the_browser(signed_in, signs):
    client, _user = signed_in(Role.ME_OFFICER)

    started = client.post(START)
    draft = ScreeningDraft.objects.get()
    added = client.post(page("draft_question_add", draft), typed())
    row = DraftQuestion.objects.get(code="c_new_sign")
    client.post(page("draft_question_edit", row), typed(version="1", weight="7"))
    other = draft.questions.get(code="c_debt")
    facts = {"text_en": other.text_en, "text_sw": other.text_sw, "position": other.position}
    kept = {"weight": "8", "version": "1", "is_trigger": "on", "is_on_phone": "on"}
    client.post(page("draft_question_edit", other), typed(**facts | kept))
    gone = draft.questions.get(code="e_other")
    client.post(page("draft_question_remove", gone))
    shown = client.get(draft.get_absolute_url())
    out = client.post(page("screening_publish", draft))

    assert [started.url, added.url] == [draft.get_absolute_url()] * 2
    assert [each.code for each in shown.context["added"]] == ["c_new_sign"]
    assert [each.code for each in shown.context["removed"]] == ["e_other"]
    assert [each["what"] for each in shown.context["changed"]] == [
        ["Points: 10 → 8", "Means evidence by itself: No → Yes"]
    ]
    assert out.url == LIST
    assert ScreeningQuestion.objects.get(form__is_current=True, code="c_new_sign").weight == 7
    assert not ScreeningQuestion.objects.filter(form__is_current=True, code="e_other").exists()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"code": "c_debt"}, "code"), ({"weight": "11"}, "weight"), ({"weight": "-1"}, "weight"),
        ({"text_sw": ""}, "text_sw"), ({"section": "looks"}, "section"), ({"code": "A b"}, "code"),
        ({"text_en": "x" * 201}, "text_en"), ({"position": "99999"}, "position"),
    ],
)  # fmt: skip
def test_a_bad_sign_is_refused_at_the_field(signed_in, draft, data, field):
    client, _user = signed_in(Role.ME_OFFICER)
    before = draft.questions.count()

    answer = client.post(page("draft_question_add", draft), typed(**data))

    assert list(answer.context["form"].errors) == [field]
    assert draft.questions.count() == before


def test_others_read_the_form_and_do_not_edit_it(signed_in, draft):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)

    assert client.get(LIST).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code == 403
    assert client.post(START).status_code == 403
    assert client.post(page("screening_publish", draft)).status_code == 403
