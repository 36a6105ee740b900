"""Signing in and out, and the language of the pages."""

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from tracker import flow
from tracker.errors import WrongState
from tracker.models.explaining import explain
from tracker.pages.common import Frame


class SignInForm(AuthenticationForm):
    """User name and password; after several failures in a row it waits for some minutes."""

    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username", "")
        if not (username and self.cleaned_data.get("password")):
            return self.cleaned_data
        by = flow.system_person()
        try:
            flow.begin_sign_in(username, by=by)
        except WrongState as refused:
            raise ValidationError(explain(refused)) from refused
        succeeded = False
        try:
            cleaned: dict[str, Any] = super().clean()
            succeeded = True
        finally:
            flow.end_sign_in(username, succeeded=succeeded, by=by)
        return cleaned


class SignIn(LoginView):
    """The sign-in page; who signs in reads on in their own language."""

    template_name = "tracker/session/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs) -> dict:
        words = {
            "frame": Frame(self.request.user),
            "expired": "expired" in self.request.GET,
            "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
        }
        return {**super().get_context_data(**kwargs), **words}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        return remember_language(response, form.get_user().language)


class SignOut(LogoutView):
    """Signs out and shows the sign-in page again."""


@require_http_methods(["GET", "HEAD"])
def admin_door(request: HttpRequest) -> HttpResponse:
    """The admin's own sign-in page is closed: there is one, and it counts failures."""
    if request.user.is_authenticated:
        raise PermissionDenied(_("Only system administrators come here."))
    return redirect_to_login(request.GET.get("next", ""))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: in this browser, and for a signed-in person wherever they sign in."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        flow.choose_language(chosen, by=request.user)
    return set_language(request)


def remember_language(response: HttpResponse, language: str) -> HttpResponse:
    """Let this browser keep to a language, also before anybody has signed in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
