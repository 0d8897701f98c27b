// The background of a map: pictures from the municipality's own map service, in Web Mercator or SWEREF 99 TM.

const L = window.L;
const SWEREF = "+proj=utm +zone=33 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";
// The grid that Swedish authorities share: 4096 metres for each pixel, halved again and again.
const ORIGIN = [-1200000, 8500000];
const RESOLUTIONS = Array.from({ length: 15 }, (_, zoom) => 4096 / 2 ** zoom);
const NEARER = 4; // how many steps of zoom that grid is ahead of Web Mercator in Sweden

function script(address) {
  return new Promise((loaded, failed) => {
    const element = document.createElement("script");
    element.src = address;
    element.addEventListener("load", loaded);
    element.addEventListener("error", failed);
    document.head.append(element);
  });
}

function escaped(text) {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
}

export async function base(settings, addresses) {
  const options = { maxZoom: 19 };
  if (settings.isSweref) {
    await script(addresses.proj4);
    await script(addresses.proj4leaflet);
    options.crs = new L.Proj.CRS("EPSG:3006", SWEREF, { origin: ORIGIN, resolutions: RESOLUTIONS });
    options.maxZoom = RESOLUTIONS.length - 1;
  }
  const given = { attribution: escaped(settings.attribution), maxZoom: options.maxZoom };
  const layer = settings.service === "wms"
    // Version 1.1.1, where the east comes first in every system.
    ? L.tileLayer.wms(settings.url, { ...given, layers: settings.layer, format: "image/png", version: "1.1.1" })
    : L.tileLayer(settings.url, given);
  return { options, layer, nearer: settings.isSweref ? NEARER : 0 };
}
