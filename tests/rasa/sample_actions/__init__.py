"""Actions for the tests of the action server."""
