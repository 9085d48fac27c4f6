"""From rows and what words make of them to a point with a radius, a province and a district."""
