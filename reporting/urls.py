"""Routes of reporting: the dashboard, its indicators, counties and budget, and the reports."""

from django.urls import path

from reporting.health import views as health
from reporting.views import (
    dashboard,
    earlier,
    evidence,
    framework,
    framework_edit,
    indicators,
    notes,
    reports,
    sheet,
    yields,
)

app_name = "reporting"

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("counties/", dashboard.counties, name="counties"),
    path("budget/", dashboard.budget, name="budget"),
    path("data-health/", health.data_health, name="data_health"),
    path("data-health/<slug:slug>/", health.data_health_check, name="data_health_check"),
    path("indicators/<str:code>/", indicators.indicator_detail, name="indicator_detail"),
    path("indicators/<str:code>/records/", indicators.indicator_records, name="indicator_records"),
    path(
        "indicators/<str:code>/earlier-records/new/",
        earlier.manual_value_add,
        name="manual_value_add",
    ),
    path("indicators/<str:code>/words/", notes.year_note_edit, name="year_note_edit"),
    path(
        "indicators/<str:code>/settings/",
        framework_edit.indicator_settings,
        name="indicator_settings",
    ),
    path(
        "indicators/<str:code>/milestones/",
        framework_edit.indicator_milestones,
        name="indicator_milestones",
    ),
    path(
        "indicators/<str:code>/reading/", framework_edit.indicator_reading, name="indicator_reading"
    ),
    path("trainings/", yields.training_yield, name="training_yield"),
    path("framework/", framework.framework, name="framework"),
    path("framework/framework.xlsx", framework.framework_xlsx, name="framework_xlsx"),
    path("framework/table/", framework.framework_table, name="framework_table"),
    path("year-notes/<uuid:pk>/", notes.year_note_detail, name="year_note_detail"),
    path("earlier-years/", sheet.earlier_years, name="earlier_years"),
    path("earlier-years/paste/", sheet.earlier_years_paste, name="earlier_years_paste"),
    path("earlier-years/approve/", sheet.earlier_years_approve, name="earlier_years_approve"),
    path("earlier-records/<uuid:pk>/", earlier.manual_value_detail, name="manual_value_detail"),
    path("earlier-records/<uuid:pk>/edit/", earlier.manual_value_edit, name="manual_value_edit"),
    path(
        "earlier-records/<uuid:pk>/approve/",
        earlier.manual_value_approve,
        name="manual_value_approve",
    ),
    path(
        "earlier-records/<uuid:pk>/send-back/",
        earlier.manual_value_send_back,
        name="manual_value_send_back",
    ),
    path("earlier-records/<uuid:pk>/evidence/new/", evidence.evidence_add, name="evidence_add"),
    path("evidence/<uuid:pk>/", evidence.evidence_download, name="evidence_download"),
    path("evidence/<uuid:pk>/remove/", evidence.evidence_remove, name="evidence_remove"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/new/", reports.report_order, name="report_order"),
    path("reports/<uuid:pk>/", reports.report_detail, name="report_detail"),
    path("reports/<uuid:pk>/cancel/", reports.report_cancel, name="report_cancel"),
    path("reports/<uuid:pk>/retry/", reports.report_retry, name="report_retry"),
    path("reports/<uuid:pk>/file/", reports.report_download, name="report_download"),
]
