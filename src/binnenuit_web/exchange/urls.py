"""Addresses of bring and give, for people inside and for customers outside."""

from __future__ import annotations

from django.urls import path

from binnenuit_web.exchange.views import begin, customer, link, mine, talk, top_first

app_name = "exchange"
urlpatterns = [
    path("bring-and-give/", mine.mine, name="mine"),
    path("bring-and-give/open/", mine.open_talk, name="open"),
    path("bring-and-give/begin/", begin.begin, name="begin"),
    path("bring-and-give/top-first/", top_first.top_first, name="top_first"),
    path("bring-and-give/top-first/<int:layer>/key/", top_first.key, name="key"),
    path("bring-and-give/<int:talk>/", talk.talk, name="talk"),
    path("bring-and-give/<int:talk>/part/", talk.part, name="part"),
    path("bring-and-give/<int:talk>/decline/", talk.decline, name="decline"),
    path("bring-and-give/<int:talk>/mark/", talk.mark, name="mark"),
    path("bring-and-give/<int:talk>/promise/", talk.promise, name="promise"),
    path("bring-and-give/<int:talk>/again/", talk.again, name="again"),
    path("bring-and-give/<int:talk>/link/", link.link, name="link"),
    path("c/<str:key>/", customer.enter, name="customer_enter"),
    path("customer/", customer.customer, name="customer"),
    path("customer/part/", customer.part, name="customer_part"),
    path("customer/mark/", customer.mark, name="customer_mark"),
    path(
        "customer/promise/<int:promise>/<str:happening>/",
        customer.promise,
        name="customer_promise",
    ),
]
