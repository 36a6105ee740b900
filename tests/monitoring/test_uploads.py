"""An upload that never ends does not fill the disk."""

from monitoring.uploads import CappedUpload

STEP = 1024 * 1024


def passed_on(handler: CappedUpload, steps: int) -> int:
    """How many bytes the next handler would get."""
    handler.new_file("attach", "a.pdf", "application/pdf", None)
    chunks = (handler.receive_data_chunk(bytes(STEP), place * STEP) for place in range(steps))
    return sum(len(chunk) for chunk in chunks if chunk is not None)


def test_no_more_is_passed_on_than_makes_a_file_too_large(settings):
    settings.MAX_EVIDENCE_MB = 10
    assert passed_on(CappedUpload(), 50) == 11 * STEP


def test_each_file_is_counted_by_itself(settings):
    settings.MAX_EVIDENCE_MB = 10
    handler = CappedUpload()
    assert [passed_on(handler, 6), passed_on(handler, 6)] == [6 * STEP, 6 * STEP]


def test_a_low_limit_of_evidence_still_lets_a_sheet_through(settings):
    settings.MAX_EVIDENCE_MB = 1
    assert passed_on(CappedUpload(), 5) == 5 * STEP
