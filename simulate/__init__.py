"""Simulated customers against the whole running system, judged on what is true at the end (docs/simulation.md).

A tool for whoever works on the assistant: nothing of the product imports it.
"""
