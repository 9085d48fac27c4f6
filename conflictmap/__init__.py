"""From news reports of armed violence to a map one can trust."""

__version__ = "0.1.0"
