// The choices among the events of a timeline. Those of one kind exclude each
// other, those of several combine, and each says how many events it would
// leave beside the others. They are kept in the address. Without this script
// all events are there, and the choices are not: see timeline-filters.css.

const form = document.querySelector(".filters");
const said = form?.querySelector("[role=status]");
const clear = form?.querySelector("button");
const inputs = [...(form?.querySelectorAll("input") ?? [])];
const facets = [...new Set(inputs.map((i) => i.name))];
const years = [...document.querySelectorAll("section.year")];
for (const y of years) {
  const some = y.querySelector("header p").cloneNode(); // says how many are left
  some.classList.add("some");
  some.hidden = true;
  y.querySelector("header").append(some);
}
const boxes = new Map([...document.querySelectorAll(".over a")].map((a) => [a.getAttribute("href"), a]));
const events = [...document.querySelectorAll(".ev")].map((li) => ({ li, is: li.dataset.is.split(" ") }));
let last = ""; // the kind of choice that was made last

const fits = (event, choices) => choices.every(([name, value]) => event.is.includes(`${name}=${value}`));
const left = (n, all) => said.dataset.words.replace("{n}", n).replace("{all}", all);

function show() {
  const choices = [...new FormData(form)].filter(([, value]) => value);
  for (const e of events) {
    e.li.hidden = !fits(e, choices);
    boxes.get("#" + e.li.id)?.classList.toggle("out", e.li.hidden);
  }
  for (const y of years) {
    const all = y.querySelectorAll(".ev").length;
    const n = y.querySelectorAll(".ev:not([hidden])").length;
    const [note, some] = y.querySelectorAll("header p");
    some.textContent = left(n, all);
    some.hidden = n === all;
    note.hidden = n < all;
    y.hidden = !n;
  }
  for (const name of facets) {
    const others = events.filter((e) => fits(e, choices.filter((c) => c[0] !== name)));
    for (const i of inputs.filter((i) => i.name === name)) {
      const n = i.value ? others.filter((e) => fits(e, [[name, i.value]])).length : others.length;
      const shown = i.parentElement.querySelector(".n");
      if (shown.textContent !== String(n)) shown.textContent = n;
      i.disabled = !n && !i.checked;
    }
  }
  said.textContent = left(events.filter((e) => !e.li.hidden).length, events.length);
  clear.hidden = !choices.length;
  for (const a of document.querySelectorAll(".langs a")) a.search = new URLSearchParams(choices);
  return choices;
}

// read makes the choices that the address names.
function read() {
  const wanted = new URLSearchParams(location.search);
  for (const name of facets) {
    const of = inputs.filter((i) => i.name === name);
    const chosen = of.find((i) => i.value === (wanted.get(name) ?? "")) ?? of[0];
    chosen.checked = true;
    const rest = chosen.closest("details:not(.choose)");
    if (rest) rest.open = true;
  }
  last = "";
  show();
  reveal();
}

// write keeps the choices in the address. Several of one kind in a row, as the
// arrow keys make them, are one step back.
function write(name) {
  const url = new URL(location.pathname, location);
  url.search = new URLSearchParams(show());
  if (name && name === last) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  last = name;
}

function all() {
  for (const i of inputs) i.checked = !i.value;
  write("");
}

// reveal opens the event that the address names. One that is filtered out is
// wanted all the same, and the choices give way.
function reveal() {
  const hash = location.hash;
  const to = hash && document.getElementById(hash.slice(1));
  if (!to) return;
  if (to.closest("[hidden]")) {
    for (const i of inputs) i.checked = !i.value;
    show();
    last = "";
    history.replaceState(null, "", location.pathname + hash);
    to.scrollIntoView({ behavior: "instant" });
  }
  const details = to.matches(".ev") && to.querySelector("details");
  if (details) details.open = true;
}

if (form) {
  form.addEventListener("change", (e) => write(e.target.name));
  form.addEventListener("submit", (e) => e.preventDefault());
  clear.addEventListener("click", () => {
    all();
    inputs.find((i) => i.checked && i.checkVisibility())?.focus();
    if (document.activeElement === document.body) form.querySelector("summary").focus();
  });
  addEventListener("popstate", read);
  if (location.search) read();
  else reveal(); // the page says how many there are of each
} else if (events.length) {
  addEventListener("hashchange", reveal);
  reveal();
}
