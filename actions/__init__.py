"""What the action server loads: thin actions that translate between slots and the core."""
