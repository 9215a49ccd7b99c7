"""Who hears of a child without authority on day 1 and day 3, and who does not."""

import datetime as dt

import pytest
from django.utils import timezone

from shelter.actions import warnings
from tests.factories.accounts import UserFactory
from tests.factories.house import OfficerNoticeFactory
from tests.factories.work import AdmissionFactory
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
NAIROBI = timezone.get_default_timezone()
ARRIVED = dt.datetime(2026, 2, 27, 23, 50, tzinfo=NAIROBI)
DAY_1 = dt.datetime(2026, 2, 28, tzinfo=NAIROBI)
DAY_3 = dt.datetime(2026, 3, 2, tzinfo=NAIROBI)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def child(shelter):
    return AdmissionFactory(
        shelter=shelter, case__person__child=True, legal_authority="pending", admitted_at=ARRIVED
    )


@pytest.fixture
def case_manager(db):
    return UserFactory(role=Role.CASE_MANAGER)


def heard(user):
    return Notice.objects.filter(to=user).count()


def test_nobody_hears_before_the_first_midnight(child, manager):
    assert warnings.tell_of_children(DAY_1 - SECOND) == 0
    assert heard(manager) == 0


def test_the_house_hears_once_on_day_1_and_all_on_day_3(
    child, manager, other_manager, case_manager
):
    for moment in (DAY_1, DAY_1 + SECOND, DAY_3 - SECOND):
        warnings.tell_of_children(moment)
    assert (heard(manager), heard(case_manager)) == (1, 0)

    for moment in (DAY_3, DAY_3 + SECOND):
        warnings.tell_of_children(moment)

    assert (heard(manager), heard(case_manager), heard(other_manager)) == (2, 1, 0)


def test_an_officer_who_was_told_spares_day_1_and_not_day_3(child, manager):
    OfficerNoticeFactory(admission=child)

    assert warnings.tell_of_children(DAY_3 - SECOND) == 0
    assert warnings.tell_of_children(DAY_3) == 1
    notice = Notice.objects.get(to=manager)
    assert (notice.target_code, notice.link) == (child.case.code, child.get_absolute_url())


@pytest.mark.parametrize(
    "facts",
    [{"legal_authority": "court_order"}, {"status": "exited", "ended_at": DAY_3}],
)
def test_an_authority_or_an_exit_ends_it(child, manager, facts):
    type(child).objects.filter(pk=child.pk).update(**facts)

    assert warnings.tell_of_children(DAY_3 + SECOND) == 0


def test_an_adult_is_nobodys_duty(shelter, manager):
    AdmissionFactory(shelter=shelter, legal_authority="pending", admitted_at=ARRIVED)

    assert warnings.tell_of_children(DAY_3) == 0


def test_nobody_hears_of_a_case_that_is_closed_to_them(child, manager, case_manager):
    child.case.is_restricted = True
    child.case.save()

    warnings.tell_of_children(DAY_3)

    assert (heard(manager), heard(case_manager)) == (0, 0)
