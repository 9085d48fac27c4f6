# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # From two reports to a map
#
# Open with Jupyter and jupytext, or run as a script from the root of the project.

# %%
from pathlib import Path

import conflictmap as cm

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" if "__file__" in globals() else Path("../examples")

# %% [markdown]
# Reading gives reports, extraction gives incidents, geocoding places them. All incidents of one report are placed
# together, because the places of one help to tell what the words of another mean.

# %%
reports = list(cm.read(EXAMPLES))
located = [item for report in reports for item in cm.geocode(cm.extract(report))]
frame = cm.to_geodataframe(located)
frame[["date_start", "kind", "killed", "wounded", "place_text", "province", "where_prec", "radius_km"]]

# %% [markdown]
# It is an ordinary GeoDataFrame. For sums, `counted_once` leaves out
# history and takes off a total over several attacks what its parts tell.

# %%
counted = cm.counted_once(frame)
counted.groupby("province", dropna=False)[["killed", "wounded"]].sum()

# %%
frame.query("province == 'Diyala'")

# %% [markdown]
# Who was killed: the parts of the counts, as far as the texts tell them.

# %%
victims = counted.explode("victims")["victims"].dropna().apply(dict).tolist()
civilians = sum(v["low"] or v["high"] or 0 for v in victims if v["group"] == "civilian" and v["outcome"] == "killed")
civilians

# %% [markdown]
# The map shows itself in a notebook.

# %%
cm.webmap(frame, gazetteer=cm.load_gazetteer(), title="Two example reports")
