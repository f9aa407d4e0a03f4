"""Tools of whoever sets up, runs or examines an installation. They use the core; nothing of the product uses them."""
