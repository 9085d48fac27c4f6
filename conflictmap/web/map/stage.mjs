// A Leaflet layer of canvases that cover the view and a margin around it.

const MARGIN = 0.15; // of the view, on each side, so that a short drag shows no blank edge

/**
 * `draw(layer, context, frame)` is called for each of `names`. A frame maps the unit square to px of the canvas:
 * px = x * worldPx - originX.
 */
export function makeStage(map, names, draw) {
  const Stage = L.Layer.extend({
    onAdd() {
      this.box = L.DomUtil.create("div", "cm-canvases leaflet-zoom-animated", map.getPane("overlayPane"));
      this.canvases = Object.fromEntries(names.map((name) => [name, L.DomUtil.create("canvas", "", this.box)]));
      this.redraw();
    },
    getEvents() {
      return { moveend: this.redraw, resize: this.redraw, zoomanim: this.animate, zoom: this.follow };
    },
    redraw(only) {
      if (!this.box) return;
      const size = map.getSize();
      const pad = L.point(Math.round(size.x * MARGIN), Math.round(size.y * MARGIN));
      const corner = map.getPixelBounds().min.subtract(pad).round();
      this.zoom = map.getZoom();
      this.corner = map.unproject(corner);
      const worldPx = 256 * 2 ** this.zoom;
      const width = size.x + 2 * pad.x;
      const height = size.y + 2 * pad.y;
      L.DomUtil.setPosition(this.box, map.containerPointToLayerPoint(L.point(-pad.x, -pad.y)));
      this.frame = makeFrame(this.zoom, worldPx, corner, width, height, pad);
      const ratio = Math.min(window.devicePixelRatio || 1, 3);
      for (const name of Array.isArray(only) ? only : names) this.paint(name, ratio);
    },
    paint(name, ratio) {
      const canvas = this.canvases[name];
      const { width, height } = this.frame;
      const wide = Math.round(width * ratio);
      const high = Math.round(height * ratio);
      if (canvas.width !== wide || canvas.height !== high) {
        canvas.width = wide;
        canvas.height = high;
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      const context = canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      draw(name, context, { ...this.frame, ratio });
    },
    follow() {
      if (map.getZoom() !== this.zoom) this.animate({ zoom: map.getZoom(), center: map.getCenter() });
    },
    animate(event) {
      const scale = map.getZoomScale(event.zoom, this.zoom);
      const offset = map._latLngBoundsToNewLayerBounds(
        L.latLngBounds(this.corner, this.corner),
        event.zoom,
        event.center,
      ).min;
      L.DomUtil.setTransform(this.box, offset, scale);
    },
  });
  return new Stage().addTo(map);
}

export function makeFrame(zoom, worldPx, corner, width, height, pad) {
  return {
    zoom,
    worldPx,
    originX: corner.x,
    originY: corner.y,
    width,
    height,
    pad,
    view: {
      west: corner.x / worldPx,
      north: corner.y / worldPx,
      east: (corner.x + width) / worldPx,
      south: (corner.y + height) / worldPx,
    },
  };
}
