"""What is known of common ticket printers: one TOML file for each, read by `devices.profile`."""

from pathlib import Path

FOLDER = Path(__file__).parent
