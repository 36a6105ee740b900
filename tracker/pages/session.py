"""Signing in and out, and the language of the pages."""

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from tracker import flow
from tracker.pages.common import Frame


class SignIn(LoginView):
    """The sign-in page; who signs in reads on in their own language."""

    template_name = "tracker/session/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs) -> dict:
        return {**super().get_context_data(**kwargs), "frame": Frame(self.request.user)}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        return _remember(response, form.get_user().language)


class SignOut(LogoutView):
    """Signs out and shows the sign-in page again."""


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: in this browser, and for a signed-in person wherever they sign in."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        flow.choose_language(chosen, by=request.user)
    return set_language(request)


def _remember(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
