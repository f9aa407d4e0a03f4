"""Stand-ins for messaging providers: as strict as their documents, with customers who can be played."""
