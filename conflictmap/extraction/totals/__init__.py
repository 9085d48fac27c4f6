"""Totals: counts that stand for several attacks, towns or days, the figures of a draft, the parts of a total."""
