"""Is this the issued document? A file, its SHA-256 or a number is held against what was issued."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tracker import access
from tracker.models import IssuedFile, IssuedReport
from tracker.pages.common import Crumb, Frame, page
from tracker.reports.issued import issued_numbered, issued_of

# The largest file that is looked at; monitoring.uploads lets as much through. Of people without an
# account less: they can send files without end, and the SHA-256 of a larger one does as well.
MOST_MB, MOST_MB_OUTSIDE = 20, 8
_DIGEST = re.compile(r"[0-9a-f]{64}")


class VerifyForm(forms.Form):
    """What somebody holds: a file, or what they read from one."""

    number = forms.CharField(
        label=gettext_lazy("Document number or SHA-256"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("As 〔2026〕3; the kind of brackets and blanks do not matter."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        error_messages={
            "empty": gettext_lazy("The file is empty. Ask for it again, and choose it anew.")
        },
    )

    def __init__(self, *args: Any, most_mb: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_mb = most_mb
        self.fields["file"].help_text = _(
            "As it was received: PDF, Word, Excel, CSV or JSON, %(most)s MB at most. Only its hash "
            "is taken; the file is neither read nor kept."
        ) % {"most": most_mb}

    def clean_file(self) -> UploadedFile | None:
        """What the disk kept of a larger file would have another hash."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > self.most_mb * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Enter its SHA-256 instead.")
                % {"most": self.most_mb}
            )
        return file

    def clean(self) -> dict[str, Any]:
        held = self.cleaned_data
        if not self.errors and not (held["number"] or held["file"]):
            raise forms.ValidationError(_("Nothing was entered. Enter a number or choose a file."))
        return held

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, else the one that was typed; empty where neither was given."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None:
            return digest_of(file.chunks())
        return self._typed_digest

    @property
    def typed_number(self) -> str:
        return "" if self._typed_digest else self.cleaned_data["number"]

    @property
    def _typed_digest(self) -> str:
        typed = re.sub(r"[\s:-]", "", self.cleaned_data["number"].lower())
        return typed if _DIGEST.fullmatch(typed) else ""


@dataclass(frozen=True)
class Answer:
    """What is known of what was shown. ``file`` is the issued file with its content, if any.

    ``report`` is its document, else the one of the number. ``digest`` is empty where a number
    alone was given; then nothing is said of any file.
    """

    number: str
    digest: str
    file: IssuedFile | None
    numbered: IssuedReport | None

    @property
    def report(self) -> IssuedReport | None:
        return self.file.report if self.file else self.numbered

    @property
    def is_same(self) -> bool:
        """Whether the content is that of an issued document, and of no other than was named."""
        return self.file is not None and not self.is_another

    @property
    def is_another(self) -> bool:
        """Whether it was issued, but under another number than the one that was typed."""
        return bool(self.file and self.number and self.file.report != self.numbered)

    @property
    def newer(self) -> list[IssuedReport]:
        """What superseded the document, one after another, the one in force last.

        A query for each but the first.
        """
        found: list[IssuedReport] = []
        step = getattr(self.report, "superseded_by", None)
        while step is not None:
            found.append(step)
            # Without what each says, which is long.
            step = IssuedReport.objects.filter(supersedes=step).defer("dataset").first()
        return found

    @property
    def files(self) -> Iterable[IssuedFile]:
        """The files whose hashes are told: the one shown, else all of the number's document."""
        if self.digest:
            return [self.file] if self.file else []
        return self.numbered.files.all() if self.numbered else []


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and the answer to what was asked by it or by ``?number=``.

    For everybody with an account; for others where ``PUBLIC_VERIFICATION`` says so.
    """
    inside = request.user.is_authenticated
    if not Frame(request.user).verifies:
        return redirect_to_login(request.get_full_path())
    asked = request.POST if request.method == "POST" else request.GET
    is_asked = request.method == "POST" or "number" in asked
    form = VerifyForm(
        asked if is_asked else None,
        request.FILES if is_asked else None,
        most_mb=MOST_MB if inside else MOST_MB_OUTSIDE,
    )
    answer = _answer(form) if form.is_valid() else None
    title = _("Verify a document")
    context = {
        "title": title,
        "form": form,
        "answer": answer,
        "inside": inside,
        "open_to": _open_to(request, answer.report if answer else None),
    }
    status = 422 if form.errors else 200
    above = [Crumb(_("Documents"), reverse("reports"))] if inside else []
    crumbs = [*above, Crumb(title)]
    return page(request, "verifying/verify.html", context, crumbs=crumbs, status=status)


def digest_of(pieces: Iterable[bytes]) -> str:
    """The SHA-256 of a file that comes in pieces."""
    whole = sha256()
    for piece in pieces:
        whole.update(piece)
    return whole.hexdigest()


def _answer(form: VerifyForm) -> Answer:
    number, digest = form.typed_number, form.digest
    numbered = issued_numbered(number) if number else None
    return Answer(number, digest, issued_of(digest, numbered) if digest else None, numbered)


def _open_to(request: HttpRequest, report: IssuedReport | None) -> bool:
    """Whether this person may open the document itself: who sees every zone in it."""
    if report is None or not request.user.is_authenticated:
        return False
    return access.visible_issued(request.user).filter(pk=report.pk).exists()
