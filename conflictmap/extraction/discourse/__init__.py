"""What earlier sentences leave behind: what was named and counted, and who is meant by what points back."""
