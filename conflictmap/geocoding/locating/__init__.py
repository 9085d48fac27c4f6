"""The incidents of a whole report: which phrase counts, what stands around it, what lies abroad."""
