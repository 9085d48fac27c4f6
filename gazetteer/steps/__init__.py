"""The steps of build.py: each reads packages or committed files and returns data; only build.py writes."""
