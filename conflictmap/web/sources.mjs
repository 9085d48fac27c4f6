// Where the ground comes from. Named on the page, on paper and under pictures.

export const GROUND = "Boundaries: geoBoundaries and OCHA (CC BY 3.0 IGO). Places: GeoNames (CC BY 4.0). Rivers and neighbours: Natural Earth.";

export function sourceLines(app) {
  const own = [`Incidents as reported; read by conflictmap.`, GROUND];
  return app.table.tiles ? [...own, `Tiles: ${app.table.tiles.attribution}.`] : own;
}
