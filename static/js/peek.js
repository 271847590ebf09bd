// Previews: hover, focus or tap a mention to see the thing in a few words
// without leaving the text. What is shown comes from small files of this site,
// each fetched once. Esc closes; the focus never moves; a second tap follows
// the link. Without this script a mention is a plain link.

const box = document.getElementById("_peek");
const { peek: base, shards } = document.body.dataset;
const wait = 250; // milliseconds before a hover counts
const files = new Map();
let anchor = null;
let timer = 0;

// shard is FNV-1a of an id, as in generator/internal/render/peek.go.
function shard(id) {
  let h = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    h ^= id.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return (h >>> 0) % Number(shards);
}

function load(id) {
  const n = shard(id);
  if (!files.has(n)) files.set(n, fetch(`${base}${n}.json`).then((r) => (r.ok ? r.json() : {}), () => ({})));
  return files.get(n).then((all) => all[id]);
}

// idOf is the id of the page that a mention leads to.
function idOf(a) {
  const m = new URL(a.href).pathname.match(/\/(?:articles|entities|events|claims|sources)\/([a-z0-9-]+)\/$/);
  return m?.[1];
}

function add(tag, name, text) {
  const e = document.createElement(tag);
  if (name) e.className = name;
  e.textContent = text;
  box.append(e);
  return e;
}

function fill(p, a) {
  box.replaceChildren();
  add("p", "kind", [p.kind, p.from, p.when].filter(Boolean).join(" · "));
  const name = add("p", "name", p.name);
  if (p.lang) name.lang = p.lang;
  if (p.summary && p.summary !== p.name) add("p", "", p.summary);
  if (p.status) {
    const line = add("p", "status", "");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "z");
    svg.setAttribute("viewBox", "-8 -8 16 16");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", "#z-" + p.status);
    svg.append(use);
    line.append(svg, p.stand);
  }
  const go = add("p", "go", "");
  const link = document.createElement("a");
  link.href = a.href;
  link.tabIndex = -1;
  link.textContent = box.dataset.open;
  go.append(link);
}

// exhibit shows what a citation's number stands for, from the page itself.
function exhibit(a) {
  const items = document.querySelector(`#${CSS.escape(a.hash.slice(1))}:not([open]) > .body`);
  if (!items) return false; // open already: there is nothing to peek at
  box.replaceChildren(...[...items.children].map((c) => c.cloneNode(true)));
  for (const l of box.querySelectorAll("a")) l.tabIndex = -1;
  for (const e of box.querySelectorAll("[id]")) e.removeAttribute("id");
  return true;
}

async function open(a) {
  if (a === anchor) return;
  if (a.matches(".ref a")) {
    // On wide screens it stands beside the text anyway.
    if (matchMedia("(width >= 68rem)").matches || !exhibit(a)) return;
  } else {
    const id = idOf(a);
    const p = id && (await load(id));
    if (!p || (a !== document.activeElement && !a.matches(":hover") && !a.dataset.tapped)) return;
    fill(p, a);
  }
  close();
  anchor = a;
  a.style.anchorName = "--peek";
  a.setAttribute("aria-describedby", "_peek");
  box.showPopover();
}

function close() {
  clearTimeout(timer);
  if (!anchor) return;
  box.hidePopover();
  anchor.style.anchorName = "";
  anchor.removeAttribute("aria-describedby");
  delete anchor.dataset.tapped;
  anchor = null;
}

const target = (e) => e.target.closest?.("a.m, .ref a");

function later(action, ms) {
  clearTimeout(timer);
  timer = setTimeout(action, ms);
}

if (box && base && HTMLElement.prototype.showPopover) {
  document.addEventListener("pointerover", (e) => {
    if (e.pointerType !== "mouse") return;
    const a = target(e);
    if (a) later(() => open(a), wait);
    else if (anchor && box.contains(e.target)) clearTimeout(timer);
    else if (anchor) later(close, wait);
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (e) => {
    const a = target(e);
    if (a && a.matches(":focus-visible")) open(a);
    else if (anchor && !box.contains(e.target)) close();
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && anchor) {
      e.preventDefault();
      close();
    }
  });
  document.addEventListener("click", (e) => {
    const a = target(e);
    if (!a) {
      if (anchor && !box.contains(e.target)) close();
      return;
    }
    const touched = e.pointerType === "touch" || e.pointerType === "pen";
    if (touched && a !== anchor && !a.matches(".ref a")) {
      e.preventDefault();
      a.dataset.tapped = "yes";
      open(a);
    } else {
      close();
    }
  });
}
