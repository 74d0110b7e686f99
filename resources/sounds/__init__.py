"""The short sounds of kiosk, hall and console as WAV files (made by script/make-sounds)."""

from pathlib import Path


def path(name: str) -> Path:
    """The file of `chime`, `recall`, `breach`, `vip`, `device`, `success`, `problem` or `tick`."""
    return Path(__file__).with_name(f"{name}.wav")
