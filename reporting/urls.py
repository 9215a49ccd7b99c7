"""Routes of reporting: the dashboard, its indicators, counties and budget, and the reports."""

from django.urls import path

from reporting.health import views as health
from reporting.views import dashboard, indicators, reports

app_name = "reporting"

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("counties/", dashboard.counties, name="counties"),
    path("budget/", dashboard.budget, name="budget"),
    path("data-health/", health.data_health, name="data_health"),
    path("data-health/<slug:slug>/", health.data_health_check, name="data_health_check"),
    path("indicators/<str:code>/", indicators.indicator_detail, name="indicator_detail"),
    path("indicators/<str:code>/records/", indicators.indicator_records, name="indicator_records"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/new/", reports.report_order, name="report_order"),
    path("reports/<uuid:pk>/", reports.report_detail, name="report_detail"),
    path("reports/<uuid:pk>/cancel/", reports.report_cancel, name="report_cancel"),
    path("reports/<uuid:pk>/retry/", reports.report_retry, name="report_retry"),
    path("reports/<uuid:pk>/file/", reports.report_download, name="report_download"),
]
