"""The dialogue: what a message means for the claim under way, what to ask next, what to say about a decision.

`dialogue.Dialogue` is its door. It collects and explains; policy/ decides, remedies/ carries out.
"""
