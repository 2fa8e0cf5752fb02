from __future__ import annotations

from django.urls import path

from binnenuit_web.people import views

app_name = "people"
urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("invite/", views.invite, name="invite"),
    path("<int:account>/invite-again/", views.invite_again, name="invite_again"),
    path("<int:account>/shut-out/", views.shut_out, name="shut_out"),
    path("me/", views.me, name="me"),
    path("me/password/", views.password, name="password"),
    path("me/language/", views.language, name="language"),
    path("me/export/", views.export, name="export"),
    path("me/forget/", views.forget, name="forget"),
    path("set-up/<str:token>/", views.set_up, name="set_up"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
]
