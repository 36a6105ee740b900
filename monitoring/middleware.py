"""Small pieces of every answer: from where, in which language, what it loads, for whom."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import translation

from monitoring.sessions import SessionStore
from tracker import trail

Answer = Callable[[HttpRequest], HttpResponseBase]


def known_origin(get_response: Answer) -> Answer:
    """Let the trail know the address that a request came from."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with trail.coming_from(client_address(request) or None):
            return get_response(request)

    return middleware


def client_address(request: HttpRequest) -> str:
    """The address of the browser; empty behind a socket that nobody vouches for.

    What a proxy says is believed only of those in ``settings.TRUSTED_PROXIES``, and only the last
    address, which that proxy itself wrote: whatever stands before it came from the browser.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.TRUSTED_PROXIES
    if "*" in trusted or address in trusted:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return _as_address(told) or address
    return address


def _as_address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


def chosen_language(get_response: Answer) -> Answer:
    """Answer in the language that was chosen by the switch, else the person's, else the default.

    Django's own middleware would ask the browser first; an office's browser is often English while
    its people are not. Stands after the authentication middleware.
    """
    known = {code for code, _name in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in known:
            language = getattr(request.user, "language", settings.LANGUAGE_CODE)
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware


def content_security_policy(get_response: Answer) -> Answer:
    """Tell the browser to load only what this site serves (``settings.SECURE_CSP``).

    Django 6.0 brings its own middleware for the same setting; this one goes with the move to it.
    """
    policy = "; ".join(
        " ".join([directive, *sources]) for directive, sources in settings.SECURE_CSP.items()
    )

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware


def sessions_end(get_response: Answer) -> Answer:
    """Let a session live on with each request, and say at the sign-in page when one has ended.

    Whoever sends a form without a session had one when it was opened. Stands after the
    authentication middleware.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        had_one = settings.SESSION_COOKIE_NAME in request.COOKIES or request.method == "POST"
        response = get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            cast(SessionStore, request.session).live_on()
        elif had_one and isinstance(response, HttpResponseRedirect):
            sign_in = resolve_url(settings.LOGIN_URL)
            if response.url.startswith(f"{sign_in}?"):
                response.headers["Location"] = f"{response.url}&expired=1"
        return response

    return middleware


def own_password_first(get_response: Answer) -> Answer:
    """Open nothing to who still has somebody else's password but the page that changes it.

    Stands after the authentication middleware.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        open_still = [reverse(name) for name in ("password", "logout", "language", "health")]
        if request.path_info not in open_still and getattr(
            request.user, "must_change_password", False
        ):
            return redirect("password")
        return get_response(request)

    return middleware
