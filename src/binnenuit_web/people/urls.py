from __future__ import annotations

from django.urls import path

from binnenuit_web.people.views import accounts, codes, entering, own, passkeys

app_name = "people"
urlpatterns = [
    path("", accounts.accounts, name="accounts"),
    path("invite/", accounts.invite, name="invite"),
    path("<int:account>/invite-again/", accounts.invite_again, name="invite_again"),
    path("<int:account>/shut-out/", accounts.shut_out, name="shut_out"),
    path("<int:account>/", accounts.edit, name="edit"),
    path("code/", entering.code, name="code"),
    path("codes/", codes.codes, name="codes"),
    path("everybody/", codes.everybody, name="everybody"),
    path("me/", own.me, name="me"),
    path("me/password/", own.password, name="password"),
    path("me/language/", own.language, name="language"),
    path("me/export/", own.export, name="export"),
    path("me/forget/", own.forget, name="forget"),
    path("me/passkeys/", passkeys.index, name="passkeys"),
    path("me/passkeys/add/", passkeys.add, name="passkey_add"),
    path("me/passkeys/<int:passkey>/remove/", passkeys.remove, name="passkey_remove"),
    path("set-up/<str:token>/", entering.set_up, name="set_up"),
    path("welcome/<str:token>/", entering.welcome, name="welcome"),
]
