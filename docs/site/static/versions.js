// The number of the version becomes a choice where this site holds several versions.
"use strict";
(async () => {
  const shown = document.querySelector(".switches .version");
  if (!shown || !location.protocol.startsWith("http")) return;
  const rootOf = document.documentElement.dataset.content_root || "./";
  const root = new URL(rootOf, location.href);
  // <site>/<version>/<language>/
  const answer = await fetch(new URL("../../versions.json", root)).catch(() => null);
  if (!answer || !answer.ok) return;
  const versions = (await answer.json()).versions;
  if (!Array.isArray(versions) || versions.length < 2) return;
  const inside = location.href.slice(root.href.length);
  const language = root.pathname.replace(/\/$/, "").split("/").pop();
  const choice = document.createElement("select");
  choice.setAttribute("aria-label", shown.textContent.trim());
  for (const version of versions) {
    const option = document.createElement("option");
    option.value = version;
    option.textContent = version;
    option.selected = version === shown.dataset.version;
    choice.append(option);
  }
  choice.addEventListener("change", async () => {
    const there = new URL(`../../${choice.value}/${language}/`, root);
    const same = new URL(inside, there);
    const found = await fetch(same, { method: "HEAD" }).catch(() => null);
    location.href = found && found.ok ? same.href : new URL("index.html", there).href;
  });
  shown.replaceChildren(choice);
})();
