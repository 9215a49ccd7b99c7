"""Routes of programmes and of the institution's registers."""

from django.urls import path

from programmes import views
from programmes.registers.policies import POLICIES

app_name = "programmes"

urlpatterns = [
    path("", views.programmes_home, name="programmes_home"),
    *POLICIES.routes(),
]
