"""`make release`: everything of a release that can be made here, checked, in dist/. Nothing is published or tagged."""
