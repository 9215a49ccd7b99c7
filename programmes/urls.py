"""Routes of programmes and of the institution's registers."""

from django.urls import path

from programmes import attendance_views, grant_views, institution_views, views
from programmes.registers.activities import ACTIVITIES
from programmes.registers.board import BOARD_MEETINGS, BOARD_MEMBERS
from programmes.registers.channels import CHANNELS
from programmes.registers.expenditure import EXPENDITURE
from programmes.registers.funding import FUNDING
from programmes.registers.investments import INVESTMENTS
from programmes.registers.networks import NETWORKS
from programmes.registers.partnerships import PARTNERSHIPS
from programmes.registers.policies import POLICIES
from programmes.registers.projects import PROJECTS
from programmes.registers.staff import STAFF_POSTS
from programmes.registers.trust_fund import GRANTS

app_name = "programmes"

urlpatterns = [
    path("", views.programmes_home, name="programmes_home"),
    *PROJECTS.routes(),
    *ACTIVITIES.routes(),
    path(
        "activities/<uuid:pk>/people/add/",
        attendance_views.activity_people_add,
        name="activity_people_add",
    ),
    path(
        "activities/<uuid:pk>/people/remove/",
        attendance_views.activity_person_remove,
        name="activity_person_remove",
    ),
    path(
        "activities/<uuid:pk>/head-count/",
        attendance_views.activity_headcount,
        name="activity_headcount",
    ),
    *PARTNERSHIPS.routes(),
    *NETWORKS.routes(),
    *GRANTS.routes(),
    path(
        "trust-fund/<uuid:pk>/visits/add/",
        grant_views.business_visit_add,
        name="business_visit_add",
    ),
    path(
        "business-visits/<uuid:pk>/edit/",
        grant_views.business_visit_edit,
        name="business_visit_edit",
    ),
    *POLICIES.routes(),
    *STAFF_POSTS.routes(),
    *BOARD_MEETINGS.routes(),
    *BOARD_MEMBERS.routes(),
    path(
        "board/<uuid:pk>/attendance/",
        institution_views.board_attendance,
        name="board_attendance",
    ),
    *CHANNELS.routes(),
    path("registers/channels/<uuid:pk>/used/", institution_views.channel_used, name="channel_used"),
    *INVESTMENTS.routes(),
    *FUNDING.routes(),
    *EXPENDITURE.routes(),
]
