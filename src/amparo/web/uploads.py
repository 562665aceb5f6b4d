"""Decides what becomes of a file that somebody sends: nothing, and no byte of it reaches a disk.

Documents are recorded here, not uploaded. Without this, anybody could fill the disk from the
sign-in page, for files count for no limit.
"""

from typing import Any, NoReturn

from django.core.exceptions import SuspiciousMultipartForm
from django.core.files.uploadhandler import FileUploadHandler


class NoFiles(FileUploadHandler):
    """Refuses the whole form (400) at the first file in it."""

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise SuspiciousMultipartForm("no file is taken here")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None
