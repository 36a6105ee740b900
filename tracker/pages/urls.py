"""Addresses of the pages."""

from django.urls import path

from tracker.pages import (
    alerts,
    board,
    evidence,
    figures,
    grid,
    method,
    planned_list,
    planned_series,
    planned_target,
    planned_years,
    planning,
    reports,
    review,
    session,
    sheets,
    targets,
    work,
    zones,
)
from tracker.pages.health import health

urlpatterns = [
    path("", board.board, name="board"),
    path("zones/<slug:code>/", zones.zone, name="zone"),
    path("zones/<slug:code>/planning/", planning.planning, name="planning"),
    path("zones/<slug:code>/planning/targets/", planned_list.targets, name="planning-targets"),
    path(
        "zones/<slug:code>/planning/targets/<int:pk>/",
        planned_target.target,
        name="planning-target",
    ),
    path("zones/<slug:code>/planning/years/", planned_years.years, name="planning-years"),
    path("zones/<slug:code>/planning/series/", planned_series.series, name="planning-series"),
    path(
        "zones/<slug:code>/planning/series/<int:pk>/<int:year>/",
        planned_series.parent_figure,
        name="planning-series-figure",
    ),
    path("zones/<slug:code>/report.pdf", reports.report, name="report"),
    path("targets/", targets.search, name="targets"),
    path("targets/<int:pk>/", targets.target, name="target"),
    path("targets/<int:pk>/chart.svg", targets.chart, name="chart"),
    path("targets/<int:pk>/<int:year>/", figures.figure, name="figure"),
    path("entry/", work.entry, name="entry"),
    path("entry/<int:pk>/", grid.grid, name="grid"),
    path("entry/<int:pk>/<int:target>/", grid.row, name="grid-row"),
    path("entry/<int:pk>/sheet.xlsx", sheets.download, name="sheet"),
    path("entry/<int:pk>/upload/", sheets.upload, name="upload"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence.removal, name="evidence-removal"),
    path("review/", review.review, name="review"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("method/", method.method, name="method"),
    path("login/", session.SignIn.as_view(), name="login"),
    path("logout/", session.SignOut.as_view(), name="logout"),
    path("language/", session.language, name="language"),
    path("health/", health, name="health"),
]
