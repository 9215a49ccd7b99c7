"""Routes of belongings in custody, signatures, and prints."""

from django.urls import URLPattern, path

from shelter.views import custody, prints

urlpatterns: list[URLPattern] = [
    path("belongings/", custody.belonging_list, name="belonging_list"),
    path("belongings/<uuid:pk>/", custody.belonging_detail, name="belonging_detail"),
    path("belongings/<uuid:pk>/edit/", custody.belonging_edit, name="belonging_edit"),
    path("belongings/<uuid:pk>/back/", custody.belonging_back, name="belonging_back"),
    path("belongings/<uuid:pk>/part/", custody.belonging_part, name="belonging_part"),
    path("stays/<uuid:pk>/belongings/add/", custody.belonging_add, name="belonging_add"),
    path("stays/<uuid:pk>/belongings/none/", custody.belongings_none, name="belongings_none"),
    path("stays/<uuid:pk>/belongings/sign/", custody.belongings_sign, name="belongings_sign"),
    path(
        "stays/<uuid:pk>/belongings/hand-out/",
        custody.belongings_hand_out,
        name="belongings_hand_out",
    ),
    path("<uuid:pk>/tonight/", prints.tonight_print, name="tonight_print"),
    path("stays/<uuid:pk>/admission-form/", prints.admission_print, name="admission_print"),
    path("stays/<uuid:pk>/receipt/", prints.receipt_print, name="receipt_print"),
    path("cases/<uuid:pk>/hearing-summary/", prints.hearing_print, name="hearing_print"),
]
