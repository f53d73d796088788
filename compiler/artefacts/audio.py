"""Greetings and music as telephone audio: 8 kHz, one channel, 16 bits, in a WAV file.

A plan names audio files relative to its folder; nothing outside that folder is ever opened.
"""

import io
import stat
import wave
from array import array
from collections.abc import Callable, Generator
from pathlib import Path, PurePosixPath, PureWindowsPath

from nummerplan.model.errors import AudioError
from nummerplan.model.message import say

SAMPLE_RATE = 8000
"""Samples a second of a telephone call."""
LARGEST_FILE = 50_000_000
"""The largest source file that is read, in bytes."""
LONGEST = 20 * 60
"""The longest recording that is written, in seconds; music on hold takes a few minutes, a greeting less."""

_MP3_FRAMES = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3")
# A decoder finds a sound in almost any bytes (a frame begins with eleven set bits): look at the beginning.
_BEGINNINGS = (b"RIFF", b"RIFX", b"RF64", b"fLaC", b"OggS", b"ID3", *_MP3_FRAMES)
_FORMATS = "WAV, MP3, FLAC, Ogg Vorbis"


def telephone_audio(folder: Path | None) -> Callable[[str], bytes]:
    """How a workbench gets at the audio of a plan's folder (None: a plan without one), normalised.

    The function it returns takes a path as written in the plan and raises `AudioError` when the file is
    missing, lies outside the folder, is too large or too long, or is no audio.
    """
    return lambda path: normalise_audio(read_audio(folder, path), path)


def read_audio(folder: Path | None, path: str) -> bytes:
    """The bytes of an audio file of a plan's folder. Raises `AudioError`."""
    if folder is None:
        raise AudioError(say("{path}: a plan that comes from a pipe has no folder, and so no audio files", path=path))
    file = _inside(folder, path)
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise AudioError(say("{path}: this is no file; an audio file was expected", path=path))
        if about.st_size > LARGEST_FILE:
            sizes = {"size": about.st_size // 1_000_000, "limit": LARGEST_FILE // 1_000_000}
            raise AudioError(
                say(
                    "{path}: the file has {size} MB; an audio file of at most {limit} MB was expected",
                    path=path,
                    **sizes,
                )
            )
        return file.read_bytes()
    except FileNotFoundError as problem:
        raise AudioError(say("{path}: there is no such file in the plan's folder", path=path)) from problem
    except OSError as problem:
        reason = problem.strerror or "unknown"
        raise AudioError(say("{path}: the file cannot be read: {reason}", path=path, reason=reason)) from problem


def _inside(folder: Path, path: str) -> Path:
    """The file that is meant, which lies below the folder also when links have been followed."""
    parts = PurePosixPath(path).parts
    if (
        not parts
        or "\0" in path
        or ".." in parts
        or path.startswith("/")
        or PureWindowsPath(path).drive
        or "\\" in path
    ):
        raise AudioError(
            say("{path}: audio files are named relative to the plan's folder, as in audio/welcome.wav", path=repr(path))
        )
    try:
        file = (folder / path).resolve()
        inside = file.is_relative_to(folder.resolve())
    except (OSError, RuntimeError) as problem:
        raise AudioError(say("{path}: the file cannot be found: its links lead nowhere", path=path)) from problem
    if not inside:
        raise AudioError(say("{path}: the link leads out of the plan's folder; copy the file into it", path=path))
    return file


def normalise_audio(content: bytes, path: str) -> bytes:
    """An audio file as a WAV file of 8 kHz, one channel, 16 bits; `path` is for messages. Raises
    `AudioError`.

    A file that has this shape already keeps its samples.
    """
    samples = _samples(content, path)
    if not samples:
        raise AudioError(say("{path}: the recording is empty", path=path))
    out = io.BytesIO()
    with wave.open(out, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLE_RATE)
        writer.writeframes(samples)
    return out.getvalue()


def _samples(content: bytes, path: str) -> bytes:
    # The library is large and only needed where there is audio.
    import miniaudio

    if not content.startswith(_BEGINNINGS):
        raise AudioError(say("{path}: this is no audio file; {formats} can be read", path=path, formats=_FORMATS))
    try:
        # The whole file is never unpacked at once: a small file can hold days of silence.
        stream: Generator[array[int], int, None] = miniaudio.stream_memory(
            content, miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=SAMPLE_RATE, frames_to_read=SAMPLE_RATE
        )
        samples = bytearray()
        for second in stream:
            samples += second.tobytes()
            if len(samples) > LONGEST * SAMPLE_RATE * 2:
                raise AudioError(
                    say("{path}: the recording is longer than {minutes} minutes", path=path, minutes=LONGEST // 60)
                )
    except miniaudio.MiniaudioError as problem:
        raise AudioError(
            say("{path}: the recording cannot be decoded; {formats} can be read", path=path, formats=_FORMATS)
        ) from problem
    return bytes(samples)
