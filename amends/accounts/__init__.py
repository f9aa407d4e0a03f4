"""Who may work at the desk: accounts, passwords, second factors, sessions."""
