// The browser's half of `belegt watch`. It listens to what changed and brings
// the open page up to date in place, without loading it anew.
//
// It compares what was served before with what is served now, and does to the
// page only what differs between these two. The page itself is never compared:
// whatever a reader or another script did to it (an open detail, words in a
// form, a chosen theme, where the focus is) stays as it is.

const script = document.querySelector("script[data-revision]");
const here = new URL("./", import.meta.url);

let revision = script.dataset.revision;
let missing = "missing" in script.dataset; // this is the page for an address without one

// ---- what was served -------------------------------------------------------

// served is the document as it came, and shown leads from its nodes to those
// of the page.
let served = document.documentElement.cloneNode(true);
const shown = new WeakMap();
pair(served, document.documentElement);
served.querySelector("script[data-revision]").remove();

function pair(copy, node) {
  shown.set(copy, node);
  let child = node.firstChild;
  for (const c of copy.childNodes) {
    pair(c, child);
    child = child.nextSibling;
  }
}

// carry makes the nodes of an equal document lead to the same page.
function carry(was, now) {
  shown.set(now, shown.get(was));
  let old = was.firstChild;
  for (const n of now.childNodes) {
    carry(old, n);
    old = old.nextSibling;
  }
}

// ---- morphing --------------------------------------------------------------

function morph(was, now) {
  if (was.isEqualNode(now)) {
    carry(was, now);
    return;
  }
  const node = shown.get(was);
  shown.set(now, node);
  if (now.nodeType !== Node.ELEMENT_NODE) {
    edit(node, now.data);
    return;
  }
  if (isStyle(was) && isStyle(now) && was.getAttribute("href") !== now.getAttribute("href")) {
    shown.set(now, restyle(node, now.getAttribute("href")));
    return;
  }
  attributes(was, now, node);
  children(was, now, node);
}

// edit changes the part of a text that differs, so that a selection beside it stays.
function edit(node, text) {
  const old = node.data;
  let from = 0;
  while (from < old.length && from < text.length && old[from] === text[from]) from++;
  let end = 0;
  const most = Math.min(old.length, text.length) - from;
  while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  node.replaceData(from, old.length - from - end, text.slice(from, text.length - end));
}

function attributes(was, now, node) {
  for (const a of now.attributes) {
    if (was.getAttributeNS(a.namespaceURI, a.localName) !== a.value) {
      node.setAttributeNS(a.namespaceURI, a.name, a.value);
    }
  }
  for (const a of was.attributes) {
    if (!now.hasAttributeNS(a.namespaceURI, a.localName)) {
      node.removeAttributeNS(a.namespaceURI, a.localName);
    }
  }
}

function children(was, now, node) {
  const olds = [...was.childNodes];
  const news = [...now.childNodes];
  const match = matching(olds, news);
  const kept = new Set(match);
  for (const old of olds) {
    if (!kept.has(old)) shown.get(old).remove();
  }
  const ours = new Set();
  for (const old of kept) if (old) ours.add(shown.get(old));
  let before = null; // the node that the next one follows
  news.forEach((n, i) => {
    if (match[i]) {
      const was = shown.get(match[i]);
      morph(match[i], n);
      if (shown.get(n) !== was) ours.delete(was); // a stylesheet that will go by itself
    } else {
      pair(n, document.importNode(n, true));
    }
    const child = shown.get(n);
    if (match[i] && child.parentNode !== node) return; // a script took it elsewhere
    ours.add(child);
    place(node, child, before, ours);
    before = child;
  });
}

// place puts a child after another, unless it is there but for what scripts
// have put in between.
function place(parent, child, before, ours) {
  const first = before ? before.nextSibling : parent.firstChild;
  let next = first;
  while (next && next !== child && !ours.has(next)) next = next.nextSibling;
  if (next === child) return;
  if (child.parentNode === parent && parent.moveBefore) {
    parent.moveBefore(child, first); // keeps the focus and what is open
  } else {
    parent.insertBefore(child, first);
  }
}

// matching finds for each new node the old one that it is a new state of: what
// is equal, first at both ends, then what says the same (paragraphs and their
// exhibits are numbered anew when one comes in between), then what has the same
// id, then the next of its kind.
function matching(olds, news) {
  const match = new Array(news.length);
  const free = new Set(olds);
  const take = (i, old) => {
    match[i] = old;
    free.delete(old);
  };
  let from = 0;
  while (from < olds.length && from < news.length && olds[from].isEqualNode(news[from])) take(from, olds[from++]);
  let end = news.length;
  for (let old = olds.length; old > from && end > from && olds[old - 1].isEqualNode(news[end - 1]); ) take(--end, olds[--old]);

  const middle = [];
  for (let i = from; i < end; i++) middle.push(i);
  const pass = (key) => {
    const waiting = new Map();
    for (const old of free) {
      const k = key(old);
      if (k && !waiting.has(k)) waiting.set(k, []);
      if (k) waiting.get(k).push(old);
    }
    for (const i of middle) {
      const old = !match[i] && waiting.get(key(news[i]))?.shift();
      if (old) take(i, old);
    }
  };
  pass((n) => n.nodeName + (n.outerHTML ?? n.data));
  pass((n) => n.textContent.trim() && n.nodeName + n.textContent);
  pass((n) => n.id && `${n.nodeName} ${n.id}`);
  pass((n) => !n.id && `${n.nodeName} ${n.rel ?? ""}`);
  return match;
}

// ---- styles and pictures ---------------------------------------------------

function isStyle(node) {
  return node.nodeName === "LINK" && node.relList.contains("stylesheet");
}

const former = new WeakMap(); // stylesheet → the one that it takes the place of

// restyle loads a stylesheet beside the former one, which goes when the new one
// is there, so that the page is never bare.
function restyle(link, href) {
  if (new URL(href, location.href).href === link.href) return link;
  const fresh = link.cloneNode();
  former.set(fresh, link);
  fresh.addEventListener("load", () => dropFormer(fresh));
  fresh.addEventListener("error", () => dropFormer(fresh));
  fresh.href = href;
  link.after(fresh);
  return fresh;
}

function dropFormer(link) {
  for (let old = former.get(link); old; old = former.get(old)) old.remove();
  former.delete(link);
}

// swapStyle changes to a new stylesheet on a page that is itself the same. The
// address differs in its fingerprint only.
function swapStyle(address) {
  const name = (href) => new URL(href, location.href).pathname.replace(/\.[0-9a-f]{8}(?=\.css$)/, "");
  for (const link of served.querySelectorAll("link")) {
    if (isStyle(link) && name(link.getAttribute("href")) === name(address)) {
      shown.set(link, restyle(shown.get(link), address));
      link.setAttribute("href", address);
    }
  }
}

// repaint shows pictures anew that have other bytes at the same address.
function repaint(changed) {
  for (const image of document.images) {
    const url = new URL(image.src, location.href);
    if (changed.has(url.pathname)) {
      url.searchParams.set("revision", revision);
      image.src = url;
    }
  }
}

// ---- keeping up ------------------------------------------------------------

function path(address) {
  return new URL(address, location.href).pathname.replace(/\/index\.html$/, "/");
}

// program is what only loading the page anew can change.
function program(root) {
  return [...root.querySelectorAll("script[src], meta[http-equiv]")].map((e) => e.outerHTML).join("\n");
}

// refresh fetches the page and brings it up to date.
async function refresh() {
  const address = location.href.replace(/#.*/, "");
  const answer = await fetch(address, { cache: "no-store", headers: { Accept: "text/html" } });
  if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("text/html")) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const mark = page.querySelector("script[data-revision]");
  mark?.remove();
  if (!mark || program(page) !== program(served)) return location.reload();
  const focus = document.activeElement;
  morph(served, page.documentElement);
  served = page.documentElement;
  revision = mark.dataset.revision;
  missing = "missing" in mark.dataset;
  if (focus?.id && !focus.isConnected) document.getElementById(focus.id)?.focus({ preventScroll: true });
}

let queue = Promise.resolve(); // one event after the other

async function hear(message) {
  const event = JSON.parse(message.data);
  const changed = new Set(event.changed.map(path));
  const mine = path(location.href);
  showProblems(event.errors);
  if (event.all || changed.has(mine) || event.removed.map(path).includes(mine) || (missing && event.changed.some((a) => a.endsWith("/404.html")))) {
    await refresh();
  } else if (event.style) {
    swapStyle(event.style);
  }
  revision = event.revision;
  repaint(changed);
}

let stream;

function open() {
  if (stream || document.hidden) return;
  const url = new URL("events", here);
  url.searchParams.set("revision", revision);
  stream = new EventSource(url);
  stream.onmessage = (message) => {
    queue = queue.then(() => hear(message)).catch(again);
  };
  stream.onerror = () => {
    if (stream?.readyState === EventSource.CLOSED) again();
  };
}

function close() {
  stream?.close();
  stream = undefined;
}

// again asks anew for what was missed, a little later.
function again() {
  close();
  setTimeout(open, 1000);
}

// A browser opens six connections to a host at most, so a page that nobody sees
// gives its own back. It catches up when it is seen again.
document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
addEventListener("pagehide", close);
addEventListener("pageshow", open);
open();

// ---- problems --------------------------------------------------------------

let panel; // where problems are shown
let told = ""; // what was hidden by the reader, until there is something else

// showProblems lays the problems over the page, as text and nothing else. The
// panel is in a shadow tree, so that the page's styles leave it alone.
function showProblems(problems) {
  const text = JSON.stringify(problems);
  if (problems.length === 0) {
    hideProblems();
    told = "";
    return;
  }
  if (text === told) return;
  told = text;
  panel ??= newPanel();
  const title = make("h2", problems.length === 1 ? "1 problem" : `${problems.length} problems`);
  const close = make("button", "Hide (Esc)");
  close.type = "button";
  close.addEventListener("click", hideProblems);
  const list = make("ol");
  for (const p of problems) {
    const item = make("li");
    item.append(make("pre", p.text));
    list.append(item);
  }
  if (!panel.host.isConnected) panel.section.hidden = true; // until it has its style
  panel.section.replaceChildren(title, close, make("p", "The page below is as it was before."), list);
  document.documentElement.append(panel.host);
}

function hideProblems() {
  panel?.host.remove();
}

function newPanel() {
  const host = make("belegt-problems");
  host.lang = "en";
  const style = make("link");
  style.rel = "stylesheet";
  style.href = new URL("client.css", here);
  const section = make("section");
  section.setAttribute("role", "alert");
  section.setAttribute("aria-live", "assertive");
  style.onload = style.onerror = () => (section.hidden = false);
  host.attachShadow({ mode: "open" }).append(style, section);
  return { host, section };
}

function make(name, text = "") {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel?.host.isConnected) {
    hideProblems();
    event.stopPropagation();
  }
}, true);
