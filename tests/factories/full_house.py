"""A house full of residents in a few statements: for tests of how much fits, not of who it is."""

import datetime as dt
from collections.abc import Sequence

from cases.models import Case, Person
from shelter.models import Admission, Bed, BedAssignment, Room
from tests.factories.accounts import CountyFactory
from tests.factories.cases import CaseFactory, PersonFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory, BedFactory


def fill_house(room: Room, labels: Sequence[str], *, since: dt.datetime) -> list[Admission]:
    """Let somebody sleep in a new bed of `room` for each of `labels` since a moment; return the stays."""
    county = CountyFactory()
    people = Person.objects.bulk_create(PersonFactory.build_batch(len(labels)))
    cases = Case.objects.bulk_create(CaseFactory.build(person=one, county=county) for one in people)
    beds = Bed.objects.bulk_create(BedFactory.build(room=room, label=label) for label in labels)
    stays = Admission.objects.bulk_create(
        AdmissionFactory.build(case=case, shelter=room.shelter, admitted_at=since) for case in cases
    )
    BedAssignment.objects.bulk_create(
        BedAssignmentFactory.build(bed=bed, admission=stay, period=(since, None))
        for bed, stay in zip(beds, stays, strict=True)
    )
    return stays
