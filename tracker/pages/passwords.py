"""One's own password: changed, or set anew by the link of a mail."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
)
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView

from tracker import flow
from tracker.models import Person
from tracker.pages.common import Crumb, Frame, page


def rules() -> str:
    """What a password must be like, as ``AUTH_PASSWORD_VALIDATORS`` checks it."""
    length = next(
        validator.min_length
        for validator in get_default_password_validators()
        if isinstance(validator, MinimumLengthValidator)
    )
    return _(
        "At least %(length)s characters and not digits alone; no common password, and none that "
        "resembles the user name, the name or the mail address."
    ) % {"length": length}


class OwnPasswordForm(PasswordChangeForm):
    """The old password and the new one twice."""

    user: Person

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        old, new = cleaned.get("old_password"), cleaned.get("new_password1")
        if old and old == new:
            self.add_error("new_password1", _("This is the old password. Choose another one."))
        return cleaned

    def save(self, commit: bool = True) -> Person:
        password = self.cleaned_data["new_password1"]
        return flow.set_password(self.user, password, by=self.user)


class LinkPasswordForm(SetPasswordForm):
    """The new password twice; the link of the mail says whose."""

    user: Person

    def save(self, commit: bool = True) -> Person:
        password = self.cleaned_data["new_password1"]
        return flow.set_password(self.user, password, by=self.user)


class OwnPassword(PasswordChangeView):
    """Change one's own password. Other browsers are signed out, this one stays signed in."""

    http_method_names = ["get", "head", "post"]
    template_name = "tracker/account/password.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = (Crumb(_("Board"), "/"), Crumb(_("My account"), "/account/"), Crumb(_("Password")))
        words = {"frame": Frame(self.request.user, crumbs=crumbs), "rules": rules()}
        return {**super().get_context_data(**kwargs), **words, "title": _("Change the password")}

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("The password is changed. Other devices are signed out."))
        return super().form_valid(form)


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class LinkPassword(PasswordResetConfirmView):
    """Set a password by the link of a mail, which works once."""

    template_name = "tracker/account/password_link.html"
    form_class = LinkPasswordForm
    success_url = reverse_lazy("login")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"frame": Frame(self.request.user), "rules": rules()}
        return {**super().get_context_data(**kwargs), **words, "title": _("Set a password")}

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("The password is set. Sign in with it."))
        return super().form_valid(form)


class ForgottenForm(forms.Form):
    """Who asks for a link."""

    typed = forms.CharField(label=gettext_lazy("User name or e-mail address"), max_length=254)


class Forgotten(FormView):
    """Ask for a link to set a password; the answer is the same whoever is typed."""

    http_method_names = ["get", "head", "post"]
    template_name = "tracker/account/forgotten.html"
    form_class = ForgottenForm
    success_url = reverse_lazy("password-reset-sent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"frame": Frame(self.request.user), "title": _("Forgotten password")}
        return {**super().get_context_data(**kwargs), **words}

    def form_valid(self, form: Any) -> HttpResponse:
        flow.ask_for_link(form.cleaned_data["typed"], by=flow.system_person())
        return redirect(str(self.success_url))


@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest) -> HttpResponse:
    """What happens now, where an account was found and where none was."""
    return page(request, "account/sent.html", {"title": _("Forgotten password")})
