"""Forms: editors for each kind of value, dialogs that guide through a step, and records that save as one types."""
