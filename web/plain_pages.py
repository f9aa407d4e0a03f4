"""The plain pages that the demo and whoever set this up look at: their folder and their templates."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

PAGES = Path(__file__).parent / "pages"
TEMPLATES = Environment(loader=FileSystemLoader(PAGES), autoescape=select_autoescape())
