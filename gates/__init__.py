"""Measures of the code that `make lint` holds to: complexity, words in Python, imports. `python -m gates` runs them."""
