"""Routes of the shelter; each part of the work has a file of its own."""

from shelter.urls import custody, exits, house, incidents, medical, nights, numbers, stays

app_name = "shelter"

urlpatterns = [
    *house.urlpatterns,
    *stays.urlpatterns,
    *exits.urlpatterns,
    *custody.urlpatterns,
    *medical.urlpatterns,
    *nights.urlpatterns,
    *incidents.urlpatterns,
    *numbers.urlpatterns,
]
