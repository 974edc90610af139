"""The component `kg_encoder`: reads each text with the ONNX encoder, one text at a time.

A text never shares a batch with another, so its extraction cannot depend on what
else is read; cores are used by reading several texts at once in threads, since
onnxruntime lets go of the interpreter while it works.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import PipelineError
from kg.nlp.extensions import register
from kg.nlp.features import Floats
from kg.nlp.heads import Heads
from kg.nlp.lexicon import Lexicon
from kg.nlp.reading import Reading, laid_out
from kg.nlp.words import WordPieces, encode

LONGEST = 510  # pieces of one window beside [CLS] and [SEP]
WINDOW, STEP = 320, 240  # words of a window and its advance, for texts that are longer than one
FILES = ("encoder.onnx", "heads.npz", "vocab.txt", "lexicon.tsv.gz", "settings.json")


@dataclass(frozen=True, slots=True)
class Model:
    """The weights: an onnxruntime session, the heads, the word pieces, the names, and the decision thresholds."""

    session: Any
    heads: Heads
    pieces: WordPieces
    lexicon: Lexicon
    settings: dict[str, Any]

    @classmethod
    def load(cls, folder: Path) -> Model:
        """The model that `export.py` wrote.

        Raises:
            PipelineError: a file is missing or damaged.
        """
        try:
            session = _session(folder / "encoder.onnx")
            names = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
            settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
            heads = Heads.load(folder / "heads.npz")
            lexicon = Lexicon.load(folder / "lexicon.tsv.gz", settings["lexicon"])
        except (OSError, EOFError, ValueError, KeyError, RuntimeError) as error:
            raise PipelineError(f"{folder}: the model cannot be read; install scikg again ({error})") from None
        return cls(session, heads, WordPieces({n: i for i, n in enumerate(names) if n}), lexicon, settings)

    def window(self, words: list[str], title_words: int) -> tuple[Floats, Floats, Floats, Floats]:
        """Vectors of first pieces, last pieces and all pieces, and the span logits, for a text of one window."""
        e = encode(words, title_words, self.pieces)
        vectors, spans = self.session.run(
            None,
            {
                "ids": _row(e.ids),
                "shapes": _row(e.shapes),
                "segments": _row(e.segments),
                "first": _row(e.first),
                "last": _row(e.last),
            },
        )
        return vectors[e.first], vectors[e.last], vectors, spans

    def read(self, words: list[str], title_words: int) -> tuple[Floats, Floats, Floats, Floats]:
        """As `window`, for a text of any length: windows overlap, so that each word has text around it."""
        size = sum(len(self.pieces.pieces(w)) for w in words) + 1
        if size <= LONGEST:
            return self.window(words, title_words)
        parts: list[list[Floats]] = [[], [], [], []]
        at = 0
        while at < len(words):
            chunk = words[at : at + WINDOW]
            while sum(len(self.pieces.pieces(w)) for w in chunk) > LONGEST - 1:
                chunk = chunk[: len(chunk) * 3 // 4]
            read = self.window(chunk, max(0, title_words - at))
            final = at + len(chunk) == len(words)
            keep = len(chunk) if final else max(1, len(chunk) * STEP // WINDOW)
            for part, rows in zip(parts, (read[0], read[1], read[2], read[3]), strict=True):
                part.append(rows if part is parts[2] else rows[:keep])
            at += keep
        return tuple(np.concatenate(part) for part in parts)  # type: ignore[return-value]  # four parts


def _session(path: Path) -> Any:  # noqa: ANN401  # onnxruntime has no types
    """The encoder, ready to run in the thread that asks it."""
    import onnxruntime as ort  # half a second that `kg --help` need not pay

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001  # the library's errors have no base of their own
        raise RuntimeError(str(error)) from None


def _row(values: list[int]) -> npt.NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


class EncoderComponent:
    """Puts a `Reading` on each Doc."""

    def __init__(self, nlp: Language, name: str, threads: int) -> None:
        register()
        self.name = name
        self.threads = threads
        self.model: Model | None = None
        self._folder: Path | None = None

    def reading(self, doc: Doc) -> Reading:
        """The reading of one Doc; a text without words gives an empty one."""
        if self.model is None:
            raise PipelineError("the pipeline has no weights: load it from its folder")
        read = laid_out(doc)
        if not read.tokens:
            return read
        start, end, pieces, spans = self.model.read(read.words(), read.title_words)
        total = np.zeros((len(read.tokens) + 1, start.shape[1]), dtype=np.float32)
        np.cumsum((start + end) / 2, axis=0, out=total[1:])
        return replace(read, start=start, end=end, pieces=pieces, spans=spans, total=total)

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc."""
        doc._.kg_reading = self.reading(doc)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Read a stream in `threads` threads; order and results are those of one thread."""
        if self.threads < 2:
            yield from map(self, stream)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            waiting: deque[tuple[Doc, Future[Reading]]] = deque()
            for doc in stream:
                waiting.append((doc, pool.submit(self.reading, doc)))
                if len(waiting) > 4 * self.threads:
                    yield self._done(*waiting.popleft())
            while waiting:
                yield self._done(*waiting.popleft())

    @staticmethod
    def _done(doc: Doc, future: Future[Reading]) -> Doc:
        doc._.kg_reading = future.result()
        return doc

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the model's files to `path`."""
        path.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            if self._folder is not None and self._folder != path:
                (path / name).write_bytes((self._folder / name).read_bytes())

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> EncoderComponent:
        """Load the model's files from `path`."""
        self._folder = Path(path)
        self.model = Model.load(self._folder)
        return self


@Language.factory("kg_encoder", default_config={"threads": 1}, assigns=["doc._.kg_reading"])
def create_encoder(nlp: Language, name: str, threads: int) -> EncoderComponent:
    """The encoder component; its weights come with `from_disk`."""
    return EncoderComponent(nlp, name, threads)


def model_of(nlp: Language) -> Callable[[], Model]:
    """A way for later components to reach the model that `kg_encoder` holds."""

    def find() -> Model:
        model = nlp.get_pipe("kg_encoder").model  # type: ignore[attr-defined]  # our own component
        if model is None:
            raise PipelineError("the pipeline has no weights: load it from its folder")
        return model  # type: ignore[no-any-return]  # see above

    return find
