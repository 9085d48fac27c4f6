// Where the ground comes from. Named on the page, on paper and under pictures.

export const GROUND =
  "Boundaries: geoBoundaries, OCHA (CC BY 3.0 IGO). Places: GeoNames (CC BY 4.0). Rivers, neighbours: Natural Earth.";

export function sourceLines(app) {
  return app.table.tiles ? [GROUND, `Tiles: ${app.table.tiles.attribution}.`] : [GROUND];
}
