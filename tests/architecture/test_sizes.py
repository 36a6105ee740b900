"""Files, functions and tests stay small enough to be read at once."""

from tests.architecture.source import (
    functions,
    name,
    python_files,
    script_files,
    script_functions,
)

FILE_LINES = 400
FUNCTION_LINES = 40
TEST_LINES = 25


def test_no_file_is_longer_than_400_lines():
    files = (*python_files(), *script_files())
    lengths = {name(file): len(file.read_text().splitlines()) for file in files}
    assert {file: lines for file, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_40_lines_and_no_test_than_25():
    too_long = [
        f"{name(file)}:{function.lineno} {function.name}: {lines} lines"
        for file in python_files()
        for function, lines in functions(file)
        if lines > (TEST_LINES if function.name.startswith("test_") else FUNCTION_LINES)
    ]
    assert too_long == []


def test_no_function_of_a_script_is_longer_than_40_lines():
    lengths = {
        f"{name(file)} {function}": lines
        for file in script_files()
        for function, lines in script_functions(file)
        if function not in ("if", "for", "while", "switch")
    }
    assert len(lengths) > 20
    assert {function: lines for function, lines in lengths.items() if lines > FUNCTION_LINES} == {}
