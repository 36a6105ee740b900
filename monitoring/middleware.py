"""Small pieces of every answer: from where it was asked, its language, what its page may load."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

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
