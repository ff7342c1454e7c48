"""What a run leaves behind, as the system sees it."""

from pathlib import Path


def strays(tmp_path):
    """Processes that were started for a run in this folder, and the folders they used."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if f"TMPDIR={tmp_path}/tmp".encode() in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(entry.name)
            except OSError:
                continue
    return found
