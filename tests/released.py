"""What students get of the small course, for tests of the student's side."""

import io
import zipfile

from autograder.authoring.release import release_zip


def unzip(data, folder):
    """Unzip a release into `folder` and return the course folder inside."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    (course,) = folder.iterdir()
    return course


def release(course, folder):
    folder.mkdir(exist_ok=True)
    return unzip(release_zip(course)[1], folder)


def tree(folder):
    """All files below a folder: path to bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
