// The reader's own display choices, applied before the page is drawn. They are
// kept on this device only, and nothing is stored before something is chosen.
// A classic script, because modules run too late to avoid a flash.
{
  const root = document.documentElement;
  const names = ["theme", "size", "evidence"];
  let stored = {};
  try {
    stored = JSON.parse(localStorage.getItem("belegt")) ?? {};
  } catch {
    // Storage may be closed to us; then the choices last for this page.
  }
  const apply = () => {
    for (const name of names) {
      const value = stored[name];
      if (typeof value === "string" && /^[a-z]+$/.test(value)) root.dataset[name] = value;
      else delete root.dataset[name];
    }
  };
  apply();

  addEventListener("DOMContentLoaded", () => {
    const panel = document.getElementById("_settings");
    if (!panel) return;
    document.querySelector(".tools").hidden = false;
    const fold = () => {
      for (const d of document.querySelectorAll(".ex > details")) d.open = stored.evidence === "open";
    };
    for (const name of names) {
      const chosen = panel.querySelector(`[name="${name}"][value="${root.dataset[name] ?? "auto"}"]`);
      if (chosen) chosen.checked = true;
    }
    if (stored.evidence === "open") fold();
    panel.addEventListener("change", (e) => {
      if (e.target.value === "auto") delete stored[e.target.name];
      else stored[e.target.name] = e.target.value;
      try {
        if (Object.keys(stored).length) localStorage.setItem("belegt", JSON.stringify(stored));
        else localStorage.removeItem("belegt");
      } catch {
        // as above
      }
      apply();
      if (e.target.name === "evidence") fold();
    });
  });
}
