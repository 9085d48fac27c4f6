"""News, or what stands behind it: how long ago a telling says that something was, and what it recalls."""
