"""The errors of scikg. The command line prints one as a single line and ends with 1, or with 2 where it was misused.

    KgError
    ├── ReadError       an input cannot be read
    ├── PipelineError   the extraction pipeline cannot be loaded or run
    ├── GraphError      the out folder or its tables are not as they should be
    ├── ExportError     a file cannot be written in the format asked for
    ├── QueryError      a query cannot be understood or run
    └── FetchError      a source of papers on the network does not answer

A message says what is wrong, where (file:line), and what to do.
"""


class KgError(Exception):
    """Anything that a user can put right; `misuse` says that the command itself is wrong, whatever the data."""

    def __init__(self, message: str = "", *, misuse: bool = False) -> None:
        super().__init__(message)
        self.misuse = misuse


class ReadError(KgError):
    """An input cannot be read."""


class PipelineError(KgError):
    """The extraction pipeline cannot be loaded or run."""


class GraphError(KgError):
    """The out folder or its tables are not as they should be."""


class ExportError(KgError):
    """A file cannot be written in the format asked for."""


class QueryError(KgError):
    """A query cannot be understood or run."""


class FetchError(KgError):
    """A source of papers on the network does not answer."""
