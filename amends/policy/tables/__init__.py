"""A policy's rows as a decision table that other programs read: CSV for a spreadsheet, DMN for an engine of rules."""
