// Small comforts for all pages: copy buttons, the place kept on a switch of
// language, an exhibit that opens when its number is followed, the contents
// that show where one is. Every page is complete without them.

// A switch of language keeps the place: heading ids are the same in all. The
// focus of a keyboard draws the page up to the link, which is no reading on.
const switches = [...document.querySelectorAll(".langs a, .bylines a[hreflang]")];
let place = null;
addEventListener("scroll", () => {
  if (!switches.includes(document.activeElement)) place = current();
}, { passive: true });
for (const a of switches) {
  a.addEventListener("click", () => {
    if (place) a.hash = place.id;
  });
}

const headings = [...document.querySelectorAll(".story h2[id], .story h3[id]")];

// current is the heading that the reader is under.
function current() {
  let last = null;
  for (const h of headings) if (h.getBoundingClientRect().top < innerHeight / 3) last = h;
  return last;
}

const contents = new Map([...document.querySelectorAll(".toc a")].map((a) => [a.hash.slice(1), a]));
if (contents.size) {
  let waiting = false;
  const mark = () => {
    waiting = false;
    const at = current();
    const top = at?.tagName === "H3" ? headings.slice(0, headings.indexOf(at)).findLast((h) => h.tagName === "H2") : at;
    for (const [id, a] of contents) {
      if (id === top?.id) a.setAttribute("aria-current", "location");
      else a.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }, { passive: true });
  requestAnimationFrame(mark);
}

// Following a number opens its exhibit, where exhibits are folded.
function unfold() {
  const x = document.getElementById(location.hash.slice(1));
  if (x?.matches("details")) x.open = true;
}
addEventListener("hashchange", unfold);
unfold();

// A number and its exhibit point at one another.
let pointed = null;
function point(e) {
  const from = e.target.closest?.(".story .exhibit[id], .story .ref a");
  const to = from && (from.hash ? document.getElementById(from.hash.slice(1)) : document.querySelector(`.ref a[href="#${CSS.escape(from.id)}"]`));
  if (to === pointed) return;
  pointed?.classList.remove("paired");
  to?.classList.add("paired");
  pointed = to;
}
document.addEventListener("pointerover", point, { passive: true });
document.addEventListener("focusin", point);

// What is worth copying gets a button.
const copyWord = document.querySelector("[data-copy]")?.dataset;
if (copyWord && navigator.clipboard) {
  for (const e of document.querySelectorAll(".citation, .code pre")) {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "copy";
    b.textContent = copyWord.copy;
    b.addEventListener("click", async () => {
      await navigator.clipboard.writeText(e.textContent.trim());
      b.textContent = copyWord.copied;
      setTimeout(() => (b.textContent = copyWord.copy), 2000);
    });
    e.after(b);
  }
}

// Print and share by the platform's own means.
const share = document.querySelector(".share");
if (share) {
  const [print, send] = share.querySelectorAll("button");
  print.addEventListener("click", () => window.print());
  if (navigator.share) send.addEventListener("click", () => navigator.share({ title: document.title, url: location.href.split("#")[0] }).catch(() => {}));
  else send.remove();
  share.hidden = false;
}
