"""What is over goes: what technology leaves behind (decision 0015), and records whose time ended by merchant.yml.

Remedies, balances and the audit log are none of it, nor is what a decision was: these stay, without who it was.
"""
