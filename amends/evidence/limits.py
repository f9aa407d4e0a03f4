"""What a file may be, in one place."""

MAX_BYTES = 10 * 1024 * 1024
MAX_PAGES = 5
MAX_PIXELS = 50_000_000
"""Of a picture as it comes: the largest telephone cameras make 48 million."""
MAX_SIDE = 20_000
MIN_SIDE = 16
"""Pixels. Less cannot show anything, and reading it would only fail."""

STORED_PIXELS = 4_000_000
"""Of a picture as it is kept: enough to read a photographed receipt or a whole screen."""
PAGE_PIXELS = 2_200_000
"""Of a document's page as it is kept: A4 at 150 dots an inch."""
THUMB_SIDE = 320

SECONDS = 5.0
MEMORY_BYTES = 512 * 1024 * 1024
"""Address space of the process that decodes."""
ANSWER_BYTES = 60 * 1024 * 1024
"""Of all pictures of a file together: five times what noise alone makes of the largest document."""

TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf")
"""Of customers."""
TEXT = "text/plain"
STAFF_TYPES = (*TYPES, TEXT)
"""Of people at the desk. Text is kept as text, for a customer copies from it."""
