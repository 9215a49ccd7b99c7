"""Routes of asking, arriving, and of a stay."""

from django.urls import path

from shelter.sealed import NEEDS, TELL
from shelter.turned_away import TURNED_AWAY
from shelter.views import door, lists, stays, tasks

urlpatterns = [
    path("stays/", lists.stay_list, name="stay_list"),
    path("cases/<uuid:pk>/hold-bed/", stays.hold_bed, name="hold_bed"),
    path("cases/<uuid:pk>/ask-shelter/", stays.ask_shelter, name="ask_shelter"),
    path("cases/<uuid:pk>/admit/", stays.admit, name="admit"),
    path("stays/<uuid:pk>/", stays.admission_detail, name="admission_detail"),
    path("stays/<uuid:pk>/edit/", stays.stay_edit, name="stay_edit"),
    path("stays/<uuid:pk>/admit/", stays.admit_request, name="admit_request"),
    path("stays/<uuid:pk>/decline/", door.decline_request, name="decline_request"),
    path("stays/<uuid:pk>/move-bed/", stays.move_bed, name="move_bed"),
    path("<uuid:pk>/door/", door.at_the_door, name="at_the_door"),
    path("stays/<uuid:pk>/back/", door.stay_resume, name="stay_resume"),
    path("stays/<uuid:pk>/officer-told/", tasks.officer_told, name="officer_told"),
    path("officers-told/<uuid:pk>/edit/", tasks.officer_edit, name="officer_edit"),
    path("stays/<uuid:pk>/may-tell/", tasks.may_tell_edit, name="may_tell_edit"),
    path("tasks/<uuid:pk>/", tasks.task_edit, name="task_edit"),
    *NEEDS.routes(),
    *TELL.routes(),
    *TURNED_AWAY.routes(),
]
