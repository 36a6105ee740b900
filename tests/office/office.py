"""LibreOffice without a window, with a profile of its own."""

import subprocess
from pathlib import Path


def converted(file: Path, kind: str) -> Path:
    """The file as LibreOffice writes it in another format, beside the original."""
    folder = file.parent / "converted"
    command = ["soffice", f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{file.stem}.{kind.partition(':')[0]}"
