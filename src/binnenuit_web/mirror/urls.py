"""Addresses of the mirror. The ballot itself, /b/CODE/, is answered before all this: views/box."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.mirror.views import (
    answering,
    council,
    customers,
    invitations,
    layers,
    mine,
    own_view,
    paper,
    rounds,
    teams,
)

app_name = "mirror"
urlpatterns = [
    # what each sees
    path("mirror/", mine.mine, name="mine"),
    # Ids of teams and codes of scales are text and may hold slashes.
    path("mirror/layer/<int:layer>/<path:team>/looked/", teams.looked, name="looked"),
    path("mirror/layer/<int:layer>/<path:team>/sheet/", teams.sheet, name="sheet"),
    path("mirror/layer/<int:layer>/<path:team>/", teams.team, name="team"),
    path("mirror/number/<int:layer>/<path:scale>/", teams.number, name="number"),
    # answering
    path("mirror/ballot/", answering.collect, name="collect"),
    path("mirror/own-view/", own_view.own_view, name="own_view"),
    # the locks, and who guides the round
    path("mirror/layers/", layers.layers, name="layers"),
    path("mirror/layers/<int:layer>/open/", layers.open_layer, name="open"),
    path("mirror/layers/<int:layer>/close/", layers.close_layer, name="close"),
    path("mirror/layers/<int:layer>/release/", layers.release, name="release"),
    path("mirror/layers/<int:layer>/key/", layers.key, name="key"),
    path("mirror/rounds/", rounds.rounds, name="rounds"),
    path("mirror/rounds/begin/", rounds.begin, name="begin"),
    path("mirror/rounds/questions/", rounds.questions, name="questions"),
    path("mirror/rounds/questions/<int:question>/retire/", rounds.retire, name="retire"),
    # invitations
    path("mirror/layers/<int:layer>/invitations/", invitations.invitations, name="invitations"),
    path("mirror/layers/<int:layer>/letters/", invitations.letters, name="letters"),
    path("mirror/layers/<int:layer>/list/", invitations.addresses, name="addresses"),
    path("mirror/layers/<int:layer>/mail/", invitations.mail, name="mail"),
    path("mirror/layers/<int:layer>/remind/", invitations.remind, name="remind"),
    path("mirror/layers/<int:layer>/paper/", paper.sheets, name="paper"),
    path("mirror/layers/<int:layer>/enter/", paper.enter, name="enter"),
    path("mirror/layers/<int:layer>/slips/", customers.slips, name="slips"),
    # the works council
    path("mirror/releases/", council.releases, name="releases"),
    path("mirror/releases/audit/", council.audit, name="audit"),
    path("mirror/rounds/<int:round>/stop/", council.stop, name="stop"),
    path("mirror/rounds/<int:round>/go-on/", council.go_on, name="go_on"),
    path("mirror/agreement/", council.agreement, name="agreement"),
]
