// The console, a little better with JavaScript: pages that renew themselves, forms that decide as they
// are filled, branches fetched into place, and a count of the time that is left. Without it, everything
// works by links and buttons. Whatever comes from the server is taken as a document, never as text to run.
"use strict";

(() => {
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  const parts = (root) => root.querySelectorAll("[data-part]");

  // What a part says, without what differs each time that it is made, or is only how it is looked at.
  function told(part) {
    const copy = part.cloneNode(true);
    copy.classList.remove("changed");
    if (!copy.classList.length) copy.removeAttribute("class");
    for (const one of copy.querySelectorAll("input[name=key]")) one.remove();
    for (const one of copy.querySelectorAll("details")) one.open = false;
    for (const one of copy.querySelectorAll("[data-until]")) one.replaceWith(one.dataset.until);
    return copy.outerHTML;
  }

  // Take over from another document of the same page the parts that read otherwise there.
  function takeOver(other, { flash = false, keep = null } = {}) {
    for (const part of parts(document)) {
      const fresh = other.getElementById(part.id);
      if (!fresh || told(fresh) === told(part)) continue;
      if (keep && part.contains(keep)) continue;
      const open = new Map([...part.querySelectorAll("details")].map((one) => [label(one), one.open]));
      const copy = document.importNode(fresh, true);
      for (const one of copy.querySelectorAll("details")) {
        if (open.has(label(one))) one.open = open.get(label(one));
      }
      if (flash) copy.classList.add("changed");
      const held = part.contains(document.activeElement) ? document.activeElement : null;
      const at = held ? [...part.querySelectorAll(ACTIVE)].indexOf(held) : -1;
      part.replaceWith(copy);
      if (held) alike(copy, held, at)?.focus({ preventScroll: true });
    }
  }
  // Whoever goes by keys stays where they were, although what they were at is new.
  const ACTIVE = "a[href], button, input, select, textarea, summary";
  const alike = (copy, held, at) => {
    const all = [...copy.querySelectorAll(ACTIVE)];
    const same = (one) => {
      if (one.tagName !== held.tagName) return false;
      if (held.id) return one.id === held.id;
      if (held.name) return one.name === held.name && one.value === held.value;
      return held.href ? one.href === held.href : one.textContent === held.textContent;
    };
    return all.find(same) ?? all[at] ?? all.at(-1);
  };
  const label = (details) => details.querySelector("summary")?.textContent.trim() ?? "";

  // What signs with a key file is fetched where there is something to sign.
  if (document.querySelector("[data-sign]")) import("/static/signing.js");

  // -- how a page is shown -------------------------------------------------------------------
  // It is kept by cookies: an address that went on saying so would choose it anew at each renewal.
  const here = new URL(location.href);
  if (here.searchParams.has("theme") || here.searchParams.has("lang")) {
    here.searchParams.delete("theme");
    here.searchParams.delete("lang");
    history.replaceState(null, "", here);
  }

  // -- live ---------------------------------------------------------------------------------
  const line = document.querySelector("[data-live]");
  if (line && "EventSource" in window) {
    const word = line.querySelector(".live-word");
    word.textContent = line.dataset.liveBegin;
    let waiting = 0;
    let asked = 0;
    let good = Date.now();
    // The word is read out when it changes; the time beside it is not.
    const say = (live, text) => {
      line.classList.toggle("on", live);
      line.classList.toggle("off", !live);
      document.documentElement.classList.toggle("stale", !live);
      if (word.textContent !== text) word.textContent = text;
    };
    const on = () => say(true, line.dataset.liveOn);
    const off = (error) => say(false, error?.message === "over" ? line.dataset.liveOver : line.dataset.liveOff);
    const busy = () => {
      const at = document.activeElement;
      return at && at.closest("form") && /^(input|select|textarea)$/i.test(at.tagName) ? at : null;
    };
    async function renew() {
      const giveUp = new AbortController();
      const late = setTimeout(() => giveUp.abort(), 20000);
      try {
        const headers = { Accept: "text/html" };
        if (line.dataset.mark) headers["If-None-Match"] = `"${line.dataset.mark}"`;
        asked = Date.now();
        const answer = await fetch(location.href, { headers, cache: "no-store", signal: giveUp.signal });
        if (answer.redirected) throw new Error(/\/login(\?|$)/.test(answer.url) ? "over" : "away");
        const time = line.querySelector(".live-at time");
        if (answer.status === 304) {
          // It says what it said, as of a later time.
          [time.dateTime, time.textContent] = (answer.headers.get("X-As-Of") ?? `${time.dateTime}/${time.textContent}`).split("/");
        } else {
          if (!answer.ok) throw new Error("away");
          const fresh = parse(await answer.text());
          const held = busy();
          takeOver(fresh, { flash: true, keep: held });
          line.dataset.mark = held ? "" : fresh.querySelector("[data-mark]")?.dataset.mark ?? "";
          const told = fresh.querySelector(".live-at time");
          if (told) time.replaceWith(document.importNode(told, true));
        }
      } finally {
        clearTimeout(late);
      }
      good = Date.now();
      on();
    }
    const again = () => renew().catch(off);
    // Everybody who looks is told at the same moment. Each asks a moment of their own later, and where much
    // happens no more than every other second; what comes meanwhile is in the answer.
    const soon = () => {
      if (waiting) return;
      const wait = Math.max(200 + 800 * Math.random(), asked + 2000 - Date.now());
      waiting = setTimeout(() => { waiting = 0; again(); }, wait);
    };
    const source = new EventSource(line.dataset.live);
    source.onmessage = soon;
    for (const kind of ["event", "register", "adoption", "keys", "proposal", "amendment", "assessment", "approval", "attempt", "withdrawal", "decision", "order", "end", "ratification", "clock", "deed"]) {
      source.addEventListener(kind, soon);
    }
    // Whether the page is live shows in whether it can be had anew; the stream only says when to.
    source.onopen = soon;
    source.onerror = soon;
    addEventListener("offline", off);
    addEventListener("online", soon);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
    // Time alone changes what a page says, too: an order starts, a duty falls due.
    let since = 0;
    setInterval(() => {
      since += 5;
      if (document.hidden) return;
      if (Date.now() - good > 150000) off();
      const often = line.classList.contains("off") ? 5 : source.readyState === EventSource.OPEN ? 60 : 15;
      if (since < often) return;
      since = 0;
      again();
    }, 5000);
    soon();
  }

  // -- forms that decide as they are filled -----------------------------------------------------
  for (const form of document.querySelectorAll("form[data-decide]")) {
    let waiting = 0;
    let asked = null;
    async function decide() {
      asked?.abort();
      asked = new AbortController();
      const data = new FormData(form);
      data.set("do", "check");
      try {
        const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(data), signal: asked.signal });
        if (answer.redirected) return location.assign(answer.url);
        takeOver(parse(await answer.text()), { keep: scopeBusy() });
      } catch (error) {
        if (error.name !== "AbortError") form.classList.add("undecided");
      }
    }
    const scopeBusy = () => {
      const at = document.activeElement;
      return at && at.closest("#scope-part, #id-part") && at.name !== "area" ? at : null;
    };
    // What was asked before is of no interest once something else stands in the form.
    const soon = (wait) => { asked?.abort(); clearTimeout(waiting); waiting = setTimeout(decide, wait); };
    form.addEventListener("input", () => soon(350));
    form.addEventListener("change", () => soon(50));
  }

  // -- a search as it is typed --------------------------------------------------------------------
  for (const form of document.querySelectorAll("form[data-search]")) {
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const address = new URL(form.getAttribute("action"), location.href);
        address.search = new URLSearchParams(new FormData(form)).toString();
        const answer = await fetch(address);
        const fresh = answer.ok && parse(await answer.text()).getElementById("tree");
        if (fresh) document.getElementById("tree")?.replaceWith(document.importNode(fresh, true));
        history.replaceState(null, "", address);
      }, 300);
    });
  }

  // -- branches of the tree -----------------------------------------------------------------------
  document.addEventListener("toggle", async (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.open || !details.dataset.tree) return;
    const address = details.dataset.tree;
    delete details.dataset.tree;
    const answer = await fetch(address);
    if (!answer.ok) return;
    const list = parse(await answer.text()).querySelector("[data-tree-part] > ul.tree > li > details > ul");
    if (list) details.querySelector(":scope > ul").replaceWith(document.importNode(list, true));
  }, true);

  // -- the time that is left: by the clock of the server where that of this machine is another ----
  const two = (number) => String(number).padStart(2, "0");
  const ahead = new WeakMap();
  function count() {
    for (const one of document.querySelectorAll("[data-until]")) {
      if (!ahead.has(one)) {
        // A page tells of some seconds ago: a difference of less than a minute is none.
        const off = new Date(one.dataset.now) - Date.now();
        ahead.set(one, Date.now() + (Math.abs(off) < 60000 ? 0 : off) - performance.now());
      }
      const left = Math.max(0, Math.floor((new Date(one.dataset.until) - ahead.get(one) - performance.now()) / 1000));
      one.textContent = `${one.dataset.left} ${two(Math.floor(left / 3600))}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
    }
  }
  count();
  setInterval(count, 1000);
})();
