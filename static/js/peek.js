// Previews: rest on a mention, focus or tap it, and see the thing in a few
// words without leaving the text. The words come from small files of this site,
// each fetched once; what a citation stands for is in the page already. Without
// this script a mention is a plain link.
//
// As WCAG 1.4.13 asks, a preview can be dismissed (Esc), the pointer can move
// onto it, and it stays until pointer and focus are gone. The focus never
// moves. The box is no tooltip, for it holds links; it describes its mention to
// screen readers. Its links are no stops of the Tab key: they would double the
// stops of a text, and lead only where Enter on the mention, or the exhibit
// below a number, leads too. A second tap follows.

const box = document.getElementById("_peek");
const { peek: base, shards } = document.body.dataset;
const inText = "a.m, .cited a, .ref a";
const inLists = ".mini a, main :is(.bylines, .dl) dd a, .ev .rows a, .k-event .rows a"; // one tap follows these
const wait = 250; // milliseconds that the pointer must rest
const files = new Map(); // previews by id, by number of the file; null while on the way
let anchor = null; // what is previewed
let wanted = null; // what will be, when its file is here
let tapped = null; // the last that was tapped
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

// find gives the preview of an id: undefined if there is none, null while its
// file is on the way.
function find(id) {
  const n = shard(id);
  if (!files.has(n)) {
    files.set(n, null);
    fetch(`${base}${n}.json`).then((r) => (r.ok ? r.json() : {})).catch(() => ({})).then((all) => {
      files.set(n, all);
      if (wanted) open(wanted);
    });
  }
  return files.get(n) && files.get(n)[id];
}

// idOf is the id of the thing whose page a link leads to, if that is another.
function idOf(a) {
  const { origin, pathname } = new URL(a.href);
  if (origin !== location.origin || pathname === location.pathname) return null;
  return pathname.match(/\/(?:articles|entities|events|claims|sources)\/([a-z0-9-]+)\/$/)?.[1];
}

function add(to, tag, name, text, lang) {
  const e = document.createElement(tag);
  if (name) e.className = name;
  if (lang) e.lang = lang;
  e.append(text);
  to.append(e);
  return e;
}

function fill(p, a) {
  const said = document.createElement("div");
  said.id = "_peek-said";
  add(said, "p", "kind", [p.kind, p.when].filter(Boolean).join(" · "));
  add(said, "p", "name", p.name, p.lang);
  if (p.summary && p.summary !== p.name) add(said, "p", "sum", p.summary, p.in);
  if (p.status) {
    const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    sign.setAttribute("class", "z");
    sign.setAttribute("viewBox", "-8 -8 16 16");
    sign.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", "#z-" + p.status);
    sign.append(use);
    const line = add(said, "p", "status", sign);
    add(line, "b", "", p.stand);
    line.append(" " + p.since);
  }
  if (p.from) add(said, "p", "kind", p.from);
  box.replaceChildren(said);
  const go = add(box, "p", "go", "");
  add(go, "a", "", box.dataset.open).href = a.href;
  if (p.original) add(go, "a", "", box.dataset.original).href = p.original;
  box.removeAttribute("lang");
}

// exhibit shows what a number stands for, from the page itself. One that is
// unfolded and in sight is not repeated: comforts.js lights it up.
function exhibit(a) {
  const x = document.getElementById(a.hash.slice(1));
  const body = x?.querySelector(".body");
  if (!body) return false;
  const { top, bottom } = x.getBoundingClientRect();
  const drawn = body.checkVisibility({ contentVisibilityAuto: true }) && body.getBoundingClientRect().height > 0;
  if (drawn && bottom > 0 && top < innerHeight) return false;
  const said = body.cloneNode(true);
  said.id = "_peek-said";
  said.className = "ex exhibit";
  for (const e of said.querySelectorAll("[id]")) e.removeAttribute("id");
  box.replaceChildren(said);
  box.lang = x.closest("[lang]").lang;
  return true;
}

function open(a) {
  if (a === anchor) return;
  if (a.matches(".ref a")) {
    close();
    if (!exhibit(a)) return;
  } else {
    const id = idOf(a);
    if (!id) return;
    const p = find(id);
    if (!p) {
      if (p === undefined && tapped === a) location.assign(a.href); // there is nothing to show
      wanted = p === null ? a : null;
      return;
    }
    close();
    fill(p, a);
  }
  anchor = a;
  for (const l of box.querySelectorAll("a")) l.tabIndex = -1;
  a.style.anchorName = "--peek";
  a.setAttribute("aria-describedby", "_peek-said");
  box.showPopover();
}

function close() {
  clearTimeout(timer);
  wanted = null;
  tapped = null;
  if (!anchor) return;
  box.hidePopover();
  anchor.style.anchorName = "";
  anchor.removeAttribute("aria-describedby");
  anchor = null;
}

const target = (e) => e.target.closest?.(`${inText}, ${inLists}`);

function later(action) {
  clearTimeout(timer);
  timer = setTimeout(action, wait);
}

if (box && base && HTMLElement.prototype.showPopover && CSS.supports("anchor-name: --peek")) {
  document.addEventListener("pointerover", (e) => {
    if (e.pointerType !== "mouse") return;
    const a = target(e);
    if (a) later(() => open(a));
    else if (box.contains(e.target)) clearTimeout(timer);
    else if (anchor || wanted) later(() => anchor?.matches(":focus-visible") || close());
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (e) => {
    const a = target(e);
    if (a?.matches(":focus-visible")) {
      clearTimeout(timer);
      open(a);
      // A screen reader says what describes a mention as the focus comes to it:
      // so the words for the next one should be here by then.
      const all = [...document.querySelectorAll(`${inText}, ${inLists}`)];
      const next = all[all.indexOf(a) + 1];
      if (next && idOf(next)) find(idOf(next));
    } else if (!box.contains(e.target) && !box.matches(":hover")) {
      close();
    }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !anchor) return;
    e.preventDefault();
    close();
  });
  document.addEventListener("click", (e) => {
    const a = target(e);
    if (!a) {
      if (!box.contains(e.target)) close();
      return;
    }
    const touched = e.pointerType === "touch" || e.pointerType === "pen";
    if (!touched || a === anchor || a === wanted || !a.matches(inText)) {
      close();
      return;
    }
    tapped = a;
    open(a);
    if (anchor === a || wanted === a) e.preventDefault();
  });
  addEventListener("pagehide", close);
}
