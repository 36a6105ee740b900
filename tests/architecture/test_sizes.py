"""Files, functions and tests stay small enough to be read at once."""

from tests.architecture.source import functions, name, python_files

FILE_LINES = 400
FUNCTION_LINES = 40
TEST_LINES = 25


def test_no_file_is_longer_than_400_lines():
    lengths = {name(file): len(file.read_text().splitlines()) for file in python_files()}
    assert {file: lines for file, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_40_lines_and_no_test_than_25():
    too_long = [
        f"{name(file)}:{function.lineno} {function.name}: {lines} lines"
        for file in python_files()
        for function, lines in functions(file)
        if lines > (TEST_LINES if function.name.startswith("test_") else FUNCTION_LINES)
    ]
    assert too_long == []
