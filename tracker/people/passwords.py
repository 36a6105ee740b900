"""What Django says about passwords, where its Chinese lacks the words."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """A password of at least so many characters."""

    def get_error_message(self) -> str:
        text = ngettext(
            "The password is too short. Take %(count)s character at least.",
            "The password is too short. Take %(count)s characters at least.",
            self.min_length,
        )
        return text % {"count": self.min_length}
