"""Where the contract is, for programs and for people."""

from pathlib import Path
from typing import Final

CONTRACT: Final = Path(__file__).parents[2] / "openapi.json"
PAGE: Final = Path(__file__).with_name("docs.html")
