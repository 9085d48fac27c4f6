"""Fit the weights of linking on the half of the labelled reports that may be read.

usage: python benchmarks/fit_linking.py [FOLDER] [--pull X]

A logistic regression over the pairs that linking compares, made of the labels and not of what the reader found, so that
its mistakes do not teach; `--pull` is how strongly weights are
held to those that stand in rules/linking.toml, so that a reason few pairs have keeps what was thought of it. Prints the
weights, ready to be copied, and the figures of both halves with the old and the new ones.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from linkingcases import DATA, LinkingSet, is_unread, score  # noqa: E402

from conflictmap.linking.accounts import account_of  # noqa: E402
from conflictmap.linking.blocking import candidate_pairs  # noqa: E402
from conflictmap.linking.linkingrules import LinkingRules, linking_rules  # noqa: E402
from conflictmap.linking.reasons import Comparison, reasons_of  # noqa: E402
from conflictmap.linking.twins import twin_reports  # noqa: E402

_STEPS, _RATE = 4000, 0.05


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--pull", type=float, default=0.02)
    options = parser.parse_args()
    rules = linking_rules()
    by_hand, as_read = LinkingSet.by_hand(options.folder), LinkingSet.load(options.folder)
    fitted = fit(by_hand, rules, options.pull)
    print(f"prior = {fitted.limits.prior:.2f}")
    for name, weight in fitted.weights.items():
        print(f"{name} = {weight:.2f}  # was {rules.weights[name]:.2f}")
    for label, used in (("old", rules), ("new", fitted)):
        for what, made in (("labels", by_hand), ("as read", as_read)):
            for half, unread in (("read", False), ("unread", True)):
                found = score(made, unread=unread, rules=used)
                figures = f"precision {found.precision:.3f}, recall {found.recall:.3f}"
                print(f"{label} weights, {what}, {half} half: {found.joined} joined, {figures}")


def fit(made: LinkingSet, rules: LinkingRules, pull: float) -> LinkingRules:
    """Return rules with the weights that tell pairs of one event from pairs of two best."""
    accounts = [account_of(at, row) for at, row in enumerate(made.rows)]
    twins = twin_reports(accounts, rules.limits)
    known = Comparison.over(accounts, twins, rules)
    names = list(rules.weights)
    true = made.true_pairs()
    features, labels = [], []
    for i, j in candidate_pairs(accounts, twins, rules.limits):
        pair = frozenset((accounts[i].incident, accounts[j].incident))
        if not pair <= made.event_of.keys() or is_unread(made.event_of[min(pair)]):
            continue
        held = dict(reasons_of(accounts[i], accounts[j], known))
        features.append([1.0, *(held.get(name, 0.0) for name in names)])
        labels.append(pair in true)
    x, y = np.array(features), np.array(labels, dtype=float)
    start = np.array([rules.limits.prior, *rules.weights.values()])
    weights = start.copy()
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-x @ weights))
        weights -= _RATE * (x.T @ (guess - y) / len(y) + pull * (weights - start) / len(start))
    print(f"{len(y)} pairs, {int(y.sum())} of one event")
    return replace(
        rules,
        weights={name: round(float(weight), 2) for name, weight in zip(names, weights[1:], strict=True)},
        limits=replace(rules.limits, prior=round(float(weights[0]), 2)),
    )


if __name__ == "__main__":
    main()
