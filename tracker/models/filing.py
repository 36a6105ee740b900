"""What is said when a document is not issued; ``explaining`` takes it in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Keyed by the code of a FieldProblem; each names the value as typed and the remedy.
PROBLEMS: dict[str, Promise] = {
    "number_missing": _(
        "Nothing was entered. Enter the document number as the office's register gives it."
    ),
    "superseding_reason_missing": _(
        "Nothing was entered. %(value)s is issued on the same subject already; say why there is a "
        "new one."
    ),
}

# Keyed by the code of a WrongState.
STATES: dict[str, Promise] = {
    "number_taken": _(
        "The document number %(number)s is taken already. Look it up in the register, and enter "
        "the next free one."
    ),
    "issued_meanwhile": _(
        "Somebody issued %(number)s on the same subject meanwhile. Look at it first; what is "
        "issued now supersedes that one."
    ),
    "illustrative_figures": _(
        "The document rests on figures made up for a demonstration, so it is not issued. Have the "
        "real figures entered and approved first."
    ),
}

# Keyed by the code of a NotStored.
STORING: dict[str, Promise] = {
    "no_room": _(
        "Nothing was issued: the server's disk is full. Tell the system administrator, then try "
        "again."
    ),
    "not_stored": _(
        "Nothing was issued: the server cannot write the files (%(why)s). Tell the system "
        "administrator, then try again."
    ),
}

NOT_REPRODUCED = _(
    "The stored file of %(number)s is lost, and what would be printed now is not the same file: "
    "the fonts or the typesetter have changed since. Ask the system administrator to restore it "
    "from the backup of the folder of issued documents."
)

# Keyed by the verb.
NOT_ALLOWED: dict[str, Promise] = {
    "issue_report": _("Only plan administrators of every zone in a document issue it."),
    "prepare_issue": _("Only plan administrators of every zone in a document issue it."),
}
