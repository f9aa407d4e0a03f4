"""Shops of others, installed and run here, with Amends before them: what a stand-in says must hold of these too."""
