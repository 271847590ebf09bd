// What was known on a day: a date control for the page /as-of/. Without this
// script the page has a matrix of the key days instead. The day is kept in the
// address, as in /as-of/#2022-10-21.

const section = document.getElementById("day");
const input = document.getElementById("asof-date");
const range = document.getElementById("asof-range");
const said = document.getElementById("asof-said");
const claims = document.getElementById("asof-claims");
const events = document.getElementById("asof-events");
const shown = 200; // rows at the most
const day = 86400000;

const number = (iso) => Date.parse(iso + "T00:00:00Z") / day;
const iso = (n) => new Date(n * day).toISOString().slice(0, 10);

function link(href, text) {
  const a = document.createElement("a");
  a.href = href;
  a.textContent = text;
  return a;
}

// status shows a standing as the site shows it everywhere: a shape and a word.
function status(key, word) {
  const span = document.createElement("span");
  span.className = "status";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "z");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#z-" + key);
  svg.append(use);
  const b = document.createElement("b");
  b.textContent = word;
  span.append(svg, b);
  return span;
}

function row(...parts) {
  const li = document.createElement("li");
  li.append(...parts.flatMap((p) => [p, " "]));
  return li;
}

// at returns the standing of a claim on a day: its last step known by then.
function at(claim, on) {
  let now = null;
  for (const [since, key] of claim.steps) if (since <= on) now = key;
  return now;
}

function show(states, on) {
  input.value = on;
  range.value = number(on);
  const format = new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, "en-GB"), { dateStyle: "long", timeZone: "UTC" });
  const text = format.format(number(on) * day);
  range.setAttribute("aria-valuetext", text);
  const known = states.claims.map((c) => [c, at(c, on)]).filter(([, key]) => key);
  const past = states.events.filter((e) => e.day <= on).sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
  const values = {
    day: text, claims: known.length, "all-claims": states.claims.length,
    events: past.length, sources: states.sources.filter((s) => s.day <= on).length,
  };
  said.textContent = said.dataset.words.replace(/\{([a-z-]+)\}/g, (all, name) => values[name] ?? all);
  claims.replaceChildren(...known.slice(0, shown).map(([c, key]) => row(link(c.href, c.title), status(key, states.statuses[key]))));
  events.replaceChildren(...past.slice(0, shown).map((e) => {
    const li = row(link(e.href, e.title), e.when);
    if (e.key) li.className = "key";
    return li;
  }));
}

// wanted is the day in the address, drawn to the days of the dossier.
function wanted() {
  const hash = location.hash.slice(1);
  if (!/^\d{4}-\d\d-\d\d$/.test(hash) || Number.isNaN(number(hash))) return null;
  return hash < input.min ? input.min : hash > input.max ? input.max : hash;
}

if (section) {
  const states = await (await fetch(section.dataset.states)).json();
  range.min = number(input.min);
  range.max = number(input.max);
  section.hidden = false;
  const keep = (on) => history.replaceState(null, "", "#" + on);
  input.addEventListener("change", () => {
    if (!input.value) return;
    keep(input.value);
    show(states, wanted());
  });
  range.addEventListener("input", () => show(states, iso(Number(range.value))));
  range.addEventListener("change", () => keep(iso(Number(range.value))));
  addEventListener("hashchange", () => wanted() && show(states, wanted()));
  show(states, wanted() ?? input.max);
}
