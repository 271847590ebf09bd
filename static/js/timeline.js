// The timeline's choices are kept in the address, so that a selection can be
// shared. The choices themselves work by style alone, without this script.

const form = document.querySelector(".filters");

function read() {
  const wanted = new URLSearchParams(location.search);
  for (const name of ["weight", "type"]) {
    const box = form.querySelector(`[name="${name}"][value="${CSS.escape(wanted.get(name) ?? "all")}"]`);
    if (box) box.checked = true;
  }
}

function write() {
  const url = new URL(location.href);
  for (const name of ["weight", "type"]) {
    const value = form.querySelector(`[name="${name}"]:checked`)?.value;
    if (value && value !== "all") url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(null, "", url);
}

if (form) {
  read();
  form.addEventListener("change", write);
  addEventListener("popstate", read);
}
