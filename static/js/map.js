// A map with the municipality's layers and what people have proposed. What it says comes from the page.
// Without this the page has the same as a list, and words instead of drawing.

const L = window.L;
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const SWEDEN = [[55.2, 10.8], [69.1, 24.2]];
const STREETS = 16; // the closest zoom that a map begins at
const STEP = 64, SMALL_STEP = 8, REACH = 40; // pixels
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const BELOW = ["border", "green", "water", "building", "way"]; // areas first, so that they cover nothing
const PAUSE = 700; // milliseconds before the place of the cross is read aloud

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function degrees(latlng) {
  const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 5, maximumFractionDigits: 5 });
  return { lat: number.format(latlng.lat), lon: number.format(latlng.lng) };
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.json();
}

function dot(className, radius) {
  return (feature, latlng) => L.circleMarker(latlng, { className, radius });
}

// A layer of the municipality. Clicks go through it to the map.
function backdrop(data, look) {
  return L.geoJSON(data, { style: { className: `map-layer map-layer--${look}` }, pointToLayer: dot(`map-layer map-layer--${look}`, 4) });
}

class MapOnPage {
  constructor(root) {
    this.root = root;
    this.settings = JSON.parse(root.dataset.map);
    this.words = JSON.parse(root.dataset.words);
    this.canvas = root.querySelector("[data-map-canvas]");
    this.status = root.querySelector("[data-map-status]");
    this.found = root.querySelector("[data-map-found]");
  }

  say(text, values = {}) {
    this.status.textContent = fill(text, values);
    const said = this.root.querySelector("[data-map-said]");
    if (said) said.textContent = this.status.textContent;
  }

  async start() {
    this.root.querySelector("[data-map-with]").hidden = false;
    this.root.querySelector("[data-map-without]").hidden = true;
    const base = this.settings.base && await this.base();
    this.map = L.map(this.canvas, {
      ...base?.options,
      attributionControl: Boolean(base),
      zoomControl: false,
      keyboard: false,
      scrollWheelZoom: false,
      zoomAnimation: !STILL,
      fadeAnimation: !STILL,
      inertia: !STILL,
      maxZoom: base?.options.maxZoom ?? 19,
      zoomSnap: base ? 1 : 0.25, // pictures come in whole steps only
    });
    this.map.attributionControl?.setPrefix(false);
    L.control.zoom({ zoomInTitle: this.words.zoomIn, zoomOutTitle: this.words.zoomOut }).addTo(this.map);
    this.map.fitBounds(SWEDEN);
    this.listen();
    await this.show(base?.nearer ?? 0);
    base?.layer.addTo(this.map); // last: no pictures of where the map does not begin
    if (this.root.querySelector("[data-map-tools]")) {
      const { draw } = await import(new URL(this.root.dataset.draw, location.href));
      draw(this, degrees);
    }
  }

  async base() {
    const { base } = await import(new URL(this.root.dataset.base, location.href));
    return base(this.settings.base, this.root.dataset);
  }

  // What the pointer is over. Leaflet's own way would make a tab stop of every line.
  name(group) {
    const tip = L.tooltip({ className: "map-name" });
    group.on("mouseover mousemove", (event) => {
      const words = document.createElement("span");
      words.textContent = event.propagatedFrom.feature.properties.name ?? "";
      if (words.textContent) this.map.openTooltip(tip.setContent(words).setLatLng(event.latlng));
    });
    group.on("mouseout", () => this.map.closeTooltip(tip));
  }

  // The layers, the ideas, and the part of the world where they are.
  async show(nearer) {
    const { border, ideas, shape, centre, zoom } = this.settings;
    const layers = [...this.settings.layers].sort((one, other) => BELOW.indexOf(one.look) - BELOW.indexOf(other.look));
    const get = (address) => address && fetched(address).catch(() => { this.say(this.words.failed); });
    const [line, proposed, ...imported] = await Promise.all([border, ideas, ...layers.map((layer) => layer.url)].map(get));
    if (line) this.border = backdrop(line, "limit").addTo(this.map);
    const drawn = L.featureGroup(imported.flatMap((data, i) => (data ? [backdrop(data, layers[i].look)] : []))).addTo(this.map);
    this.name(drawn);
    const marked = shape ? { type: "Feature", properties: {}, geometry: shape } : proposed;
    this.ideas = L.geoJSON(marked ?? [], {
      style: { className: "map-idea" },
      pointToLayer: dot("map-idea", 8),
      onEachFeature: (feature, layer) => {
        if (feature.properties.href) layer.on("click", (event) => { L.DomEvent.stop(event); this.choose(layer); });
      },
    }).addTo(this.map);
    if (centre && !shape) {
      this.map.setView([centre[1], centre[0]], zoom - nearer, { animate: false });
      return;
    }
    const where = [shape && this.ideas, drawn, this.border, this.ideas].find((group) => group && group.getBounds().isValid());
    if (where) this.map.fitBounds(where.getBounds(), { paddingTopLeft: [shape ? 64 : 24, 24], paddingBottomRight: [24, 24], maxZoom: STREETS - nearer, animate: false });
  }

  listen() {
    this.canvas.addEventListener("focus", () => this.map.scrollWheelZoom.enable());
    this.canvas.addEventListener("blur", () => this.map.scrollWheelZoom.disable());
    this.canvas.addEventListener("keydown", (event) => {
      if (event.target !== this.canvas || event.ctrlKey || event.altKey || event.metaKey) return;
      if (this.press(event)) event.preventDefault();
    });
    this.map.on("click", (event) => { if (this.drawing) this.drawing.place(event.latlng); });
  }

  // What a key does. Tab and all others go on as usual, so that nobody is caught in the map.
  press(event) {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const pixels = event.shiftKey ? SMALL_STEP : STEP;
      this.map.panBy(arrow.map((way) => way * pixels), { animate: false });
      this.sayWhere();
    } else if (event.key === "+" || event.key === "-") {
      this.map.setZoom(this.map.getZoom() + (event.key === "+" ? 1 : -1), { animate: !STILL });
    } else if (event.key === "Enter") {
      if (this.drawing) this.drawing.place(this.map.getCenter());
      else if (this.found) this.choose(this.nearest(this.map.getCenter()));
    } else if (event.key === "Backspace" && this.drawing) {
      this.drawing.undo();
    } else {
      return false;
    }
    return true;
  }

  sayWhere() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.status.textContent = fill(this.words.here, degrees(this.map.getCenter())); }, PAUSE);
  }

  nearest(latlng) {
    const here = this.map.latLngToContainerPoint(latlng);
    const away = (layer) => {
      const place = layer.getLatLng ? layer.getLatLng() : layer.getBounds().getCenter();
      return here.distanceTo(this.map.latLngToContainerPoint(place));
    };
    let best = null, least = REACH;
    this.ideas.eachLayer((layer) => {
      const distance = away(layer);
      if (distance < least) [best, least] = [layer, distance];
    });
    return best;
  }

  choose(layer) {
    this.chosen?.getElement()?.classList.remove("map-idea--chosen");
    this.chosen = layer;
    this.found.replaceChildren();
    if (!layer) {
      this.found.textContent = this.words.nothing;
      return;
    }
    layer.getElement()?.classList.add("map-idea--chosen");
    const { title, href } = layer.feature.properties;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = title;
    this.found.append(link);
  }
}

if (L) document.querySelectorAll("[data-map]").forEach((root) => new MapOnPage(root).start());
