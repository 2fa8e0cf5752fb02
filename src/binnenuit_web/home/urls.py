from __future__ import annotations

from django.urls import path

from binnenuit_web.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("demo/<str:role>/", views.demo_sign_in, name="demo_sign_in"),
    path("what-is-processed/", views.processed, name="processed"),
    path("today/", views.today, name="today"),
    path("logbook/", views.logbook, name="logbook"),
    path("healthz", views.healthz, name="healthz"),
]
