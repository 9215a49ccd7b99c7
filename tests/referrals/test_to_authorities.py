"""A referral to the police or the children officer is drafted in one click; nothing is sent by it."""

import pytest
from django.urls import reverse

from referrals.models import Referral
from tests.factories.accounts import CountyFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import OrganisationFactory
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


def click(client, name, case):
    return client.post(reverse(f"referrals:referral_{name}", args=[case.pk]))


def authority(kind="police", county=None, **facts):
    made = OrganisationFactory(kind=kind, **facts)
    if county is not None:
        made.counties.add(county)
    return made


@pytest.mark.parametrize(
    ("name", "kind"), [("police", "police"), ("children", "children_services")]
)
def test_one_click_drafts_to_the_authority_of_the_county_once(signed_in, name, kind):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory(person__child=True)
    authority(kind, CountyFactory(code="047"))
    authority(kind)
    near = authority(kind, case.county)

    answers = [click(client, name, case) for _ in range(2)]

    made = Referral.objects.get()
    assert (made.organisation, made.status, made.urgency) == (near, "draft", "urgent")
    assert (made.sent_at, made.reason) == (None, "legal_mandate")
    assert [answer.url for answer in answers] == [made.get_absolute_url()] * 2


def test_without_one_in_the_county_somebody_chooses(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory()
    authority("police", CountyFactory(code="047"))
    authority("police", case.county, is_active=False)

    answer = click(client, "police", case)

    assert answer.url == reverse("referrals:referral_add", args=[case.pk])
    assert Referral.objects.count() == 0


def test_a_draft_to_the_police_is_not_sent_without_consent_or_basis(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory()  # an adult
    authority("police", case.county)
    click(client, "police", case)
    made = Referral.objects.get()

    answer = client.post(reverse("referrals:referral_send", args=[made.pk]), {"legal_basis": ""})

    assert answer.status_code == 200
    assert Referral.objects.get().status == "draft"


def test_a_closed_case_sends_nobody_on_and_a_stranger_finds_none(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    closed = CaseFactory(status="closed")
    hidden = CaseFactory(is_restricted=True)

    assert click(client, "police", closed).url == closed.get_absolute_url()
    assert click(client, "police", hidden).status_code == 404
    client, _user = signed_in(Role.ME_OFFICER)
    assert click(client, "police", closed).status_code == 403
