"""Audio of a plan becomes telephone audio, and only audio of the plan's own folder."""

import io
import math
import os
import struct
import wave
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.compiler.artefacts import audio
from nummerplan.compiler.artefacts.audio import normalise_audio, telephone_audio
from nummerplan.model.errors import AudioError


def tone(seconds: float = 0.5, rate: int = 44100, channels: int = 2, width: int = 2, hertz: int = 425) -> bytes:
    """A WAV file with a tone; 425 Hz is the dial tone here."""
    out = io.BytesIO()
    with wave.open(out, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(rate)
        for step in range(int(seconds * rate)):
            level = int(12000 * math.sin(2 * math.pi * hertz * step / rate))
            writer.writeframesraw((struct.pack("<h", level) if width == 2 else bytes([128 + level // 256])) * channels)
    return out.getvalue()


def a_law(seconds: float = 0.5) -> bytes:
    """A WAV file as telephone systems write it: G.711 A-law, 8 kHz. 0xD5 is silence."""
    samples = bytes([0xD5, 0x55]) * int(4000 * seconds)
    form = struct.pack("<HHIIHHH", 6, 1, 8000, 8000, 1, 8, 0)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def shape(content: bytes) -> tuple[int, int, int, int]:
    """Channels, bytes a sample, samples a second, samples."""
    with wave.open(io.BytesIO(content)) as reader:
        return reader.getnchannels(), reader.getsampwidth(), reader.getframerate(), reader.getnframes()


@pytest.mark.parametrize(
    "source",
    [tone(), tone(rate=16000, channels=1), tone(rate=8000, channels=1), tone(rate=48000, width=1), a_law()],
    ids=["CD", "wide band", "telephone", "8 bit", "A-law"],
)
def test_any_audio_becomes_telephone_audio(source: bytes) -> None:
    channels, width, rate, frames = shape(normalise_audio(source, "audio/welkom.wav"))
    assert (channels, width, rate) == (1, 2, 8000)
    assert abs(frames - 4000) < 50


def test_the_tone_is_still_the_same_tone() -> None:
    with wave.open(io.BytesIO(normalise_audio(tone(seconds=1), "x.wav"))) as reader:
        levels = struct.unpack("<8000h", reader.readframes(8000)[:16000].ljust(16000, b"\0"))
    crossings = sum(1 for before, after in pairwise(levels) if before < 0 <= after)
    assert crossings == pytest.approx(425, abs=3)
    assert max(levels) > 10000


def test_telephone_audio_keeps_its_samples_and_the_same_file_gives_the_same_bytes() -> None:
    source = tone(rate=8000, channels=1)
    once = normalise_audio(source, "x.wav")
    assert once == source
    assert normalise_audio(once, "x.wav") == once
    assert normalise_audio(tone(), "x.wav") == normalise_audio(tone(), "x.wav")


def test_what_is_no_audio_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "nep.wav").write_text("This is a text file.\n")
    (tmp_path / "kop.wav").write_bytes(b"RIFF\x00\x00\x00\x00WAVEfmt ")
    (tmp_path / "leeg.wav").write_bytes(b"")
    (tmp_path / "stil.wav").write_bytes(tone(seconds=0))
    (tmp_path / "map.wav").mkdir()
    read = telephone_audio(tmp_path)
    for name in ("nep.wav", "kop.wav", "leeg.wav", "stil.wav", "map.wav", "weg.wav"):
        with pytest.raises(AudioError, match=f"{name}: .*(no audio|cannot be decoded|empty|no file|no such file)"):
            read(name)


def test_a_plan_without_a_folder_has_no_audio() -> None:
    with pytest.raises(AudioError, match="pipe"):
        telephone_audio(None)("audio/welkom.wav")


@pytest.mark.parametrize(
    "path", ["../geheim.wav", "audio/../../geheim.wav", "/etc/passwd", "C:\\x.wav", "..\\x.wav", "", "a\0b"]
)
def test_no_path_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (tmp_path / "geheim.wav").write_bytes(tone())
    with pytest.raises(AudioError, match="relative to the plan's folder"):
        telephone_audio(folder)(path)


def test_no_link_leads_out_of_the_folder_and_a_link_inside_it_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (tmp_path / "geheim.wav").write_bytes(tone())
    (folder / "echt.wav").write_bytes(tone())
    (folder / "uit.wav").symlink_to(tmp_path / "geheim.wav")
    (folder / "in.wav").symlink_to("echt.wav")
    (folder / "rond.wav").symlink_to("rond.wav")
    read = telephone_audio(folder)
    assert shape(read("in.wav"))[:3] == (1, 2, 8000)
    with pytest.raises(AudioError, match="leads out of the plan's folder"):
        read("uit.wav")
    with pytest.raises(AudioError, match=r"rond\.wav"):
        read("rond.wav")


def test_a_named_pipe_does_not_make_us_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.wav")
    with pytest.raises(AudioError, match="no file"):
        telephone_audio(tmp_path)("pijp.wav")


def test_too_large_and_too_long_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "groot.wav").open("wb") as sparse:
        sparse.truncate(audio.LARGEST_FILE + 1)
    with pytest.raises(AudioError, match="at most 50 MB"):
        telephone_audio(tmp_path)("groot.wav")
    monkeypatch.setattr(audio, "LONGEST", 2)
    with pytest.raises(AudioError, match="longer than"):
        normalise_audio(tone(seconds=3.5, rate=8000, channels=1), "lang.wav")


BEGINNINGS = [b"", b"RIFF", b"fLaC", b"OggS", b"ID3", b"\xff\xfb", tone(0.05), a_law(0.05)]


@settings(deadline=None)
@given(
    st.sampled_from(BEGINNINGS),
    st.binary(max_size=300),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255))),
)
def test_no_bytes_give_anything_but_audio_or_a_sentence(
    beginning: bytes, rest: bytes, damage: list[tuple[int, int]]
) -> None:
    content = bytearray(beginning + rest)
    for place, byte in damage:
        if place < len(content):
            content[place] = byte
    try:
        heard = normalise_audio(bytes(content), "x.wav")
    except AudioError:
        return
    assert shape(heard)[:3] == (1, 2, 8000)
