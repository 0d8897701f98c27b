// Drawing a point, a line or an area on a map: by mouse, by finger, or by keys. What it says comes from the page.

const L = window.L;
const FEWEST = { point: 1, line: 2, area: 3 };
const MOST = 499; // an area repeats its first corner
const TYPES = { Point: "point", LineString: "line", Polygon: "area" };
const DECIMALS = 6;

const round = (number) => Number(number.toFixed(DECIMALS));
const position = (corner) => [round(corner.lng), round(corner.lat)];

// GeoJSON of what is drawn, or "" while it is too little.
function written(shape, corners) {
  if (corners.length < FEWEST[shape]) return "";
  const positions = corners.map(position);
  if (shape === "point") return JSON.stringify({ type: "Point", coordinates: positions[0] });
  if (shape === "line") return JSON.stringify({ type: "LineString", coordinates: positions });
  return JSON.stringify({ type: "Polygon", coordinates: [[...positions, positions[0]]] });
}

// What a form that is shown again holds.
function read(text, shapes) {
  try {
    const { type, coordinates } = JSON.parse(text);
    const shape = TYPES[type];
    if (!shapes.includes(shape)) return null;
    const positions = { point: [coordinates], line: coordinates, area: coordinates[0].slice?.(0, -1) }[shape];
    return { shape, corners: positions.map(([lng, lat]) => L.latLng(lat, lng)) };
  } catch {
    return null;
  }
}

export function draw(page, degrees) {
  const tools = page.root.querySelector("[data-map-tools]");
  const field = page.root.closest("form").querySelector("input[name=geometry]");
  const kinds = [...tools.querySelectorAll("[data-shape]")];
  const shapes = kinds.length ? kinds.map((kind) => kind.dataset.shape) : [page.root.dataset.only];
  const group = L.featureGroup().addTo(page.map);
  const { words } = page;
  let shape = shapes[0], corners = [], isDone = false;

  const button = (name) => tools.querySelector(`[data-do="${name}"]`);
  const able = (name, is) => button(name).setAttribute("aria-disabled", String(!is));

  function show() {
    group.clearLayers();
    const className = "map-drawn";
    if (shape === "line" && corners.length > 1) L.polyline(corners, { className: `${className} map-drawn--line`, interactive: false }).addTo(group);
    if (shape === "area" && corners.length > 1) L.polygon(corners, { className, interactive: false }).addTo(group);
    corners.forEach((corner) => L.circleMarker(corner, { className: `${className} map-drawn--corner`, radius: shape === "point" ? 9 : 5, interactive: false }).addTo(group));
    field.value = written(shape, corners);
    kinds.forEach((kind) => kind.setAttribute("aria-pressed", String(kind.dataset.shape === shape)));
    able("undo", corners.length > 0);
    able("remove", corners.length > 0);
    able("done", corners.length > 0 && !isDone);
  }

  const drawing = {
    place(latlng) {
      if (isDone && shape !== "point") return page.say(words.again);
      if (corners.length >= MOST) return page.say(words.full);
      corners = shape === "point" ? [latlng] : [...corners, latlng];
      isDone = false;
      show();
      return page.say(shape === "point" ? words.point : words.corner, { n: corners.length, ...degrees(latlng) });
    },
    undo() {
      if (!corners.length) return;
      corners = corners.slice(0, -1);
      isDone = false;
      show();
      page.say(corners.length ? words.undone : words.removed, { n: corners.length });
    },
    remove() {
      if (!corners.length) return;
      corners = [];
      isDone = false;
      show();
      page.say(words.removed);
    },
    done() {
      if (!corners.length || isDone) return;
      if (!field.value) {
        page.say(shape === "line" ? words.fewline : words.fewarea);
        return;
      }
      isDone = true;
      show();
      page.say(words.done);
    },
  };

  tools.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (pressed?.dataset.shape && pressed.dataset.shape !== shape) {
      shape = pressed.dataset.shape;
      corners = [];
      isDone = false;
      show();
    } else if (pressed?.dataset.do === "place") {
      drawing.place(page.map.getCenter());
    } else if (pressed?.dataset.do) {
      drawing[pressed.dataset.do]();
    }
  });

  const kept = field.value && read(field.value, shapes);
  if (kept) {
    ({ shape, corners } = kept);
    isDone = true;
    show();
    page.say(words.done);
    page.map.fitBounds(group.getBounds(), { padding: [40, 40], maxZoom: page.map.getZoom() + 2, animate: false });
  } else {
    show();
  }
  page.map.doubleClickZoom.disable(); // two quick corners are two corners
  page.drawing = drawing;
  page.root.dataset.ready = "";
}
