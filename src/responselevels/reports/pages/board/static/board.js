"use strict";
/* The board itself: which areas are unfolded, which window of time is seen, and what is chosen. Rows
   are made for what is seen, however many there are. */

(() => {
  const HEIGHT = 38;
  const DAY = 86400000;
  const WINDOWS = { day: DAY, week: 7 * DAY, month: 30 * DAY, quarter: 91 * DAY, year: 365 * DAY, decade: 3653 * DAY };
  const UNFOLDED = 400;
  const PRINTED = 300;
  const byId = (id) => document.getElementById(id);
  const rows = byId("rows");
  const space = document.createElement("div");
  space.className = "space";
  space.setAttribute("role", "presentation");
  rows.append(space);

  const view = { window: "month", from: 0, span: WINDOWS.month };
  const folded = new Uint8Array(board.count);
  let shown = [];
  let active = 0;
  let chosen = null;
  let realm = 0;
  let printing = false;
  const now = () => { view.from = board.raw.at - view.span / 3; };

  const hasChildren = (area) => board.after[area] > area + 1;
  /* What is unfolded at first: as much as fits, from the top. */
  const foldAtFirst = () => {
    const most = Math.max(...board.depth.slice(0, 50000));
    for (let depth = most; depth >= 0; depth -= 1) {
      let count = 0;
      for (let i = 0; i < board.count; i += 1) if (board.depth[i] <= depth) count += 1;
      if (count <= UNFOLDED || depth === 0) {
        for (let i = 0; i < board.count; i += 1) folded[i] = hasChildren(i) && board.depth[i] >= depth ? 1 : 0;
        return;
      }
    }
  };
  const list = () => {
    const query = byId("search").value.trim();
    const found = [];
    if (query) {
      /* What was found, with all that it lies in. */
      const kept = new Set();
      for (const area of board.matching(query)) for (let at = area; at >= 0 && !kept.has(at); at = board.parent[at]) kept.add(at);
      found.push(...[...kept].sort((one, other) => one - other));
    } else {
      for (let i = 0; i < board.count; i = folded[i] ? board.after[i] : i + 1) found.push(i);
    }
    return found;
  };

  const relist = (keep) => {
    shown = list();
    space.style.height = `${shown.length * HEIGHT}px`;
    rows.setAttribute("aria-rowcount", shown.length);
    const at = keep === undefined ? -1 : shown.indexOf(keep);
    active = at >= 0 ? at : Math.min(active, Math.max(shown.length - 1, 0));
    status();
    render();
  };
  const status = () => {
    const query = byId("search").value.trim();
    const matches = query ? board.matching(query).length : 0;
    const told = !query ? words.says("rows", { shown: shown.length, total: board.count })
      : matches === 0 ? words.says("search.none")
      : matches === 1 ? words.says("search.one")
      : words.says("search.found", { count: matches });
    if (byId("status").textContent !== told) byId("status").textContent = told;
  };

  /* Paper has its own width: that of A4, lying, without the names. */
  const timeWidth = () => (printing ? 680 : Math.max(byId("axis").clientWidth || byId("axis").parentElement.clientWidth * 0.7, 60));
  const row = (at, width, lines) => {
    const area = shown[at];
    const made = why.element("div", {
      class: "row", role: "row", "aria-level": board.depth[area] + 1, "aria-rowindex": at + 1,
      "aria-selected": chosen !== null && chosen.area === area ? "true" : "false", tabindex: at === active ? 0 : -1,
    });
    made.dataset.at = at;
    made.style.transform = `translateY(${at * HEIGHT}px)`;
    const searching = byId("search").value.trim() !== "";
    const unfolded = !folded[area] || searching;
    if (hasChildren(area)) made.setAttribute("aria-expanded", unfolded ? "true" : "false");
    const name = why.element("div", { class: "name", role: "rowheader" });
    const twist = why.element("span", { class: "tw", "aria-hidden": "true" }, hasChildren(area) ? (unfolded ? "▾" : "▸") : "");
    const text = why.element("span", { class: "text", title: words.areaWithId(area) }, words.area(area));
    name.style.paddingInlineStart = `${Math.min(board.depth[area], 8) * 0.9}rem`;
    name.append(twist, text);
    const time = why.element("div", { class: "time", role: "gridcell" });
    time.append(draw.row(area, view, width, lines, chosen !== null && chosen.area === area ? chosen.from : undefined));
    made.append(name, time);
    return made;
  };

  /* Draws what is seen, and a little above and below; called once a frame at most. */
  let waiting = 0;
  const render = () => {
    if (waiting || printing) return;
    waiting = requestAnimationFrame(() => { waiting = 0; drawn(); });
  };
  const drawn = () => {
    const width = timeWidth();
    const lines = draw.axis(view, width);
    const first = printing ? 0 : Math.max(Math.floor(rows.scrollTop / HEIGHT) - 4, 0);
    const last = printing ? Math.min(shown.length, PRINTED) : Math.min(shown.length, Math.ceil((rows.scrollTop + rows.clientHeight) / HEIGHT) + 4);
    const held = rows.contains(document.activeElement) && document.activeElement !== rows;
    const made = [];
    for (let at = first; at < last; at += 1) made.push(row(at, width, lines));
    /* The row that the keyboard is on stays, wherever one has scrolled to. */
    if (!printing && shown.length && (active < first || active >= last)) made.push(row(active, width, lines));
    rows.replaceChildren(space, ...made);
    if (held) rows.querySelector(`[data-at="${active}"]`)?.focus({ preventScroll: true });
    byId("rest").textContent = printing && shown.length > PRINTED ? words.says("print.rest", { count: shown.length - PRINTED }) : "";
  };

  const go = (at) => {
    active = Math.max(0, Math.min(at, shown.length - 1));
    const top = active * HEIGHT;
    if (top < rows.scrollTop) rows.scrollTop = top;
    else if (top + HEIGHT > rows.scrollTop + rows.clientHeight) rows.scrollTop = top + HEIGHT - rows.clientHeight;
    drawn();
    rows.querySelector(`[data-at="${active}"]`)?.focus({ preventScroll: true });
  };
  const fold = (area, shut) => {
    if (!hasChildren(area) || byId("search").value.trim()) return;
    folded[area] = shut ? 1 : 0;
    relist(area);
  };
  const foldAll = (shut) => {
    const keep = shown[active];
    for (let i = 0; i < board.count; i += 1) folded[i] = shut && hasChildren(i) ? 1 : 0;
    relist(keep);
  };

  const choosePiece = (area, step) => {
    chosen = { area, from: step.from };
    why.piece(area, step);
    drawn();
  };
  const chooseArea = (area) => {
    chosen = { area, from: undefined };
    why.area(area, view, (step) => choosePiece(area, step));
    drawn();
  };
  const chooseAgain = () => {
    if (chosen === null) { why.nothing(); return; }
    const steps = board.over(chosen.area).levels;
    const step = draw.within(steps, { from: -8.64e15, span: 1.728e16 }).find((one) => one.from === chosen.from);
    if (step) choosePiece(chosen.area, step); else chooseArea(chosen.area);
  };

  const move = (part) => { view.from += view.span * part; render(); };
  const widen = (by) => {
    const names = Object.keys(WINDOWS);
    const at = names.indexOf(view.window) + by;
    if (at >= 0 && at < names.length) setWindow(names[at]);
  };
  const setWindow = (name) => {
    const third = view.from + view.span / 3;
    view.window = name;
    view.span = WINDOWS[name];
    view.from = third - view.span / 3;
    byId("window").value = name;
    render();
  };

  rows.addEventListener("scroll", render, { passive: true });
  rows.addEventListener("wheel", (event) => {
    if (Math.abs(event.deltaX) <= Math.abs(event.deltaY) && !event.shiftKey) return;
    event.preventDefault();
    move((event.deltaX || event.deltaY) / timeWidth());
  }, { passive: false });
  rows.addEventListener("click", (event) => {
    const found = event.target.closest(".row");
    if (!found) return;
    active = Number(found.dataset.at);
    const area = shown[active];
    if (event.target.closest(".tw")) { fold(area, !folded[area]); return; }
    const band = event.target.closest(".band");
    if (band) {
      const from = band.dataset.from === "" ? null : Number(band.dataset.from);
      const step = draw.within(board.over(area).levels, view).find((one) => one.from === from);
      if (step) { choosePiece(area, step); rows.querySelector(`[data-at="${active}"]`)?.focus({ preventScroll: true }); return; }
    }
    chooseArea(area);
    rows.querySelector(`[data-at="${active}"]`)?.focus({ preventScroll: true });
  });
  const page = () => Math.max(Math.floor(rows.clientHeight / HEIGHT) - 1, 1);
  const KEYS = {
    ArrowDown: () => go(active + 1),
    ArrowUp: () => go(active - 1),
    PageDown: () => go(active + page()),
    PageUp: () => go(active - page()),
    Home: () => go(0),
    End: () => go(shown.length - 1),
    ArrowRight: () => (folded[shown[active]] ? fold(shown[active], false) : hasChildren(shown[active]) && go(active + 1)),
    ArrowLeft: () => {
      const area = shown[active];
      if (hasChildren(area) && !folded[area] && !byId("search").value.trim()) fold(area, true);
      else if (board.parent[area] >= 0) go(shown.indexOf(board.parent[area]));
    },
    Enter: () => chooseArea(shown[active]),
    " ": () => chooseArea(shown[active]),
    "+": () => widen(-1),
    "=": () => widen(-1),
    "-": () => widen(1),
  };
  rows.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || !shown.length) return;
    event.preventDefault();
    act();
  });
  let typing = 0;
  byId("search").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => { const keep = shown[active]; rows.scrollTop = 0; active = 0; relist(byId("search").value.trim() ? undefined : keep); }, 120);
  });
  byId("window").addEventListener("change", (event) => setWindow(event.target.value));
  byId("earlier").addEventListener("click", () => move(-0.5));
  byId("later").addEventListener("click", () => move(0.5));
  byId("now").addEventListener("click", () => { now(); render(); });
  byId("unfold").addEventListener("click", () => foldAll(false));
  byId("fold").addEventListener("click", () => foldAll(true));
  byId("why-close").addEventListener("click", () => { chosen = null; why.nothing(); drawn(); rows.querySelector(`[data-at="${active}"]`)?.focus(); });
  byId("language").addEventListener("click", () => {
    const others = board.raw.languages;
    words.speak(others[(others.indexOf(words.lang()) + 1) % others.length]);
    speak();
  });
  const switchRealm = () => {
    const drills = byId("kind").value === "1";
    realm = 2 * Number(byId("track").value || 0) + (drills ? 1 : 0);
    board.openRealm(realm);
    byId("drill-banner").hidden = !drills;
    chosen = null;
    why.nothing();
    render();
  };
  byId("kind").addEventListener("change", switchRealm);
  byId("track").addEventListener("change", switchRealm);
  window.addEventListener("resize", render);
  window.addEventListener("beforeprint", () => { printing = true; drawn(); });
  window.addEventListener("afterprint", () => { printing = false; drawn(); });

  const choices = (id, made, value) => {
    byId(id).replaceChildren(...made.map(([name, text]) => why.element("option", { value: name }, text)));
    byId(id).value = value;
  };
  /* Everything that is said, in the language chosen. */
  const speak = () => {
    document.documentElement.lang = words.lang() === "zh" ? "zh-Hans" : words.lang();
    for (const one of document.querySelectorAll("[data-t]")) one.textContent = words.says(one.dataset.t);
    byId("language").lang = words.lang() === "zh" ? "en" : "zh-Hans";
    byId("title").textContent = words.says("title");
    document.title = `${words.says("title")} · ${board.raw.title || words.titled(board.raw.scheme)}`;
    const names = [board.raw.title, words.titled(board.raw.scheme)].filter(Boolean).join(" · ");
    byId("subtitle").textContent = words.says("of", { title: names, at: clock.shown(board.raw.at) });
    rows.setAttribute("aria-label", words.says("areas"));
    choices("window", Object.keys(WINDOWS).map((name) => [name, words.says(`window.${name}`)]), view.window);
    choices("kind", [["0", words.says("real")], ["1", words.says("drills")]], String(realm % 2));
    choices("track", board.raw.tracks.map((one, at) => [String(at), words.titled(one)]), String(realm >> 1));
    byId("legend").replaceChildren(...draw.samples().map(([picture, text]) => why.element("li", null, picture, text)));
    status();
    chooseAgain();
    render();
  };

  byId("track-control").hidden = board.raw.tracks.length === 0;
  byId("kind-control").hidden = !board.raw.areas.id.length || !Object.entries(board.raw.realms).some(([number, data]) => data !== null && number % 2 === 1);
  /* Where nothing real is, drills are what there is to be seen. */
  const filled = Object.keys(board.raw.realms).filter((number) => board.raw.realms[number] !== null).map(Number);
  realm = filled.find((number) => number % 2 === 0) ?? 0;
  board.openRealm(realm);
  draw.patterns();
  foldAtFirst();
  now();
  speak();
  relist();
  drawn();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
