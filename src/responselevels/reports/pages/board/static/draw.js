"use strict";
/* Words, times and pictures. Globals: `words`, `clock`, `draw`. */

const words = (() => {
  let lang = board.raw.lang;
  const place = () => board.raw.languages.indexOf(lang);
  const says = (code, facts = {}) =>
    board.raw.words[lang][code].replace(/\{(\w+)\}/g, (_all, name) => String(facts[name]));
  /* A row of the data: an id, then a title for each language. */
  const titled = (row) => row[1 + place()] || row[0];
  const withId = (row) => (titled(row) === row[0] ? row[0] : says("titled", { title: titled(row), id: row[0] }));
  return {
    says,
    titled,
    withId,
    place,
    lang: () => lang,
    speak: (one) => { lang = one; },
    area: (area) => board.titles[place()][area] || board.ids[area],
    areaWithId: (area) => withId([board.ids[area], ...board.titles.map((names) => names[area] || null)]),
    level: (rank) => titled(board.raw.levels[rank]),
  };
})();

const clock = (() => {
  const zone = board.raw.zone;
  const fixed = typeof zone === "number";
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: fixed ? "UTC" : zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
    hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  /* The time on the wall, as if it were one of UTC. */
  const wall = (time) => {
    if (fixed) return time + zone * 60000;
    const found = {};
    for (const one of parts.formatToParts(new Date(time))) found[one.type] = Number(one.value);
    return Date.UTC(found.year, found.month - 1, found.day, found.hour, found.minute, found.second);
  };
  const two = (number) => String(number).padStart(2, "0");
  const offset = (time) => {
    const minutes = Math.round((wall(time) - Math.floor(time / 1000) * 1000) / 60000);
    if (minutes === 0) return "Z";
    const size = Math.abs(minutes);
    return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  };
  const shown = (time) => {
    const at = new Date(wall(time));
    const seconds = at.getUTCSeconds() ? `:${two(at.getUTCSeconds())}` : "";
    const day = `${String(at.getUTCFullYear()).padStart(4, "0")}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
    return `${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}${seconds}${offset(time)}`;
  };
  const span = (from, to) => {
    if (from === null && to === null) return words.says("span.always");
    if (from === null) return words.says("span.until", { end: shown(to) });
    if (to === null) return words.says("span.open", { start: shown(from) });
    return words.says("span", { start: shown(from), end: shown(to) });
  };
  return { wall, shown, span };
})();

const draw = (() => {
  const NS = "http://www.w3.org/2000/svg";
  const svg = (name, given = {}, inside = []) => {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const HOUR = 3600000;
  const DAY = 24 * HOUR;
  const TICKS = [HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY];
  const MONTHS = [1, 3, 6, 12, 24, 60];

  /* Patterns say the level without its colour: the more severe, the denser. */
  const PATTERNS = [
    null,
    [10, (ink) => [svg("circle", { cx: 3, cy: 3, r: 1.3, fill: ink })]],
    [9, (ink) => [svg("path", { d: "M-2 11 L11 -2", stroke: ink, "stroke-width": 1.4 })]],
    [6, (ink) => [svg("path", { d: "M-1 -1 L7 7 M5 -1 L7 1 M-1 5 L1 7", stroke: ink, "stroke-width": 1.6 })]],
    [7, (ink) => [svg("path", { d: "M-1 -1 L8 8 M-1 8 L8 -1", stroke: ink, "stroke-width": 1.3 })]],
    [5, (ink) => [svg("path", { d: "M2.5 0 V5", stroke: ink, "stroke-width": 1.8 })]],
    [5, (ink) => [svg("path", { d: "M2.5 0 V5 M0 2.5 H5", stroke: ink, "stroke-width": 1.3 })]],
    [4, (ink) => [svg("circle", { cx: 2, cy: 2, r: 1.3, fill: ink })]],
  ];
  const MILDER = [6, (ink) => [svg("path", { d: "M0 3 H6", stroke: ink, "stroke-width": 1.2 })]];
  const patternOf = (rank) => {
    const step = board.raw.levels[rank][5];
    if (step < 0) return MILDER;
    return step === 0 ? null : PATTERNS[((step - 1) % (PATTERNS.length - 1)) + 1];
  };
  const LEVEL = (rank) => {
    const row = board.raw.levels[rank];
    return { fill: row[3], ink: row[4] };
  };
  const patterns = () => {
    const made = board.raw.levels.map((_row, rank) => {
      const pattern = patternOf(rank);
      if (pattern === null) return null;
      const [size, shapes] = pattern;
      const given = { id: `p${rank}`, width: size, height: size, patternUnits: "userSpaceOnUse" };
      const ground = svg("rect", { width: size, height: size, fill: LEVEL(rank).fill });
      const drawn = svg("g", { opacity: 0.45 }, shapes(LEVEL(rank).ink));
      return svg("pattern", given, [ground, drawn]);
    });
    const unknown = svg("pattern", { id: "p-unknown", width: 8, height: 8, patternUnits: "userSpaceOnUse" }, [
      svg("path", { d: "M0 8 L8 0", stroke: "#808a85", "stroke-width": 1 }),
    ]);
    document.getElementById("patterns").replaceChildren(...made.filter(Boolean), unknown);
  };
  const fillOf = (rank) => (rank === board.raw.default ? null : patternOf(rank) ? `url(#p${rank})` : LEVEL(rank).fill);

  /* Where the ticks of a window stand: at round times on the wall. */
  const ticks = (view, width) => {
    const most = Math.max(2, Math.floor(width / 95));
    const wallFrom = clock.wall(view.from);
    const shift = wallFrom - view.from;
    const size = TICKS.find((one) => view.span / one <= most);
    const found = [];
    if (size) {
      /* Weeks begin on a Monday; 1970-01-01 was a Thursday. */
      const base = size >= 7 * DAY ? 4 * DAY : 0;
      for (let at = Math.ceil((wallFrom - base) / size) * size + base; at < wallFrom + view.span; at += size) found.push(at);
    } else {
      const months = MONTHS.find((one) => view.span / (one * 30.4 * DAY) <= most) || 120;
      const start = new Date(wallFrom);
      let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
      for (let at = 0; at < wallFrom + view.span; month += months) {
        at = Date.UTC(Math.floor(month / 12), month % 12, 1);
        if (at >= wallFrom && at < wallFrom + view.span) found.push(at);
      }
    }
    return { size: size || 31 * DAY, at: found.map((wall) => ({ time: wall - shift, wall })) };
  };
  const labelOf = (wall, size) => {
    const text = new Date(wall).toISOString();
    if (size >= 31 * DAY) return text.slice(0, 7);
    if (size >= DAY || text.slice(11, 16) === "00:00") return text.slice(0, 10);
    return text.slice(11, 16);
  };
  const xOf = (view, width, time) => ((time - view.from) / view.span) * width;

  const axis = (view, width) => {
    const target = document.getElementById("axis");
    target.setAttribute("preserveAspectRatio", "none");
    target.setAttribute("viewBox", `0 0 ${width} 36`);
    const { size, at } = ticks(view, width);
    const made = [];
    for (const { time, wall } of at) {
      const x = xOf(view, width, time);
      made.push(svg("line", { x1: x, x2: x, y1: 24, y2: 36 }));
      if (x < width - 60) made.push(svg("text", { x: x + 3, y: 20 }, [labelOf(wall, size)]));
    }
    if (board.raw.at >= view.from && board.raw.at < view.from + view.span) {
      const x = xOf(view, width, board.raw.at);
      made.push(svg("line", { class: "now", x1: x, x2: x, y1: 22, y2: 36 }));
    }
    target.replaceChildren(...made);
    return at.map(({ time }) => xOf(view, width, time));
  };

  /* The steps of a track within a window, each with its end. */
  const within = (steps, view) => {
    const until = view.from + view.span;
    let low = 0;
    let high = steps.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (steps[middle].from <= view.from) low = middle; else high = middle;
    }
    const found = [];
    for (let i = low; i < steps.length && (steps[i].from === null || steps[i].from < until); i += 1) {
      const to = i + 1 < steps.length ? steps[i + 1].from : null;
      if (to === null || to > view.from) found.push({ ...steps[i], to });
    }
    return found;
  };

  /* Pieces too narrow to be seen are drawn as one, at the most severe level of them. */
  const merged = (pieces, view, width) => {
    const found = [];
    for (const piece of pieces) {
      const from = Math.max(piece.from === null ? -1 : xOf(view, width, piece.from), -1);
      const to = Math.min(piece.to === null ? width + 1 : xOf(view, width, piece.to), width + 1);
      const last = found[found.length - 1];
      if (last && to - from < 1 && last.to - last.x < 2) {
        last.to = to;
        if (piece.rank > last.piece.rank) last.piece = piece;
      } else found.push({ x: from, to, piece });
    }
    return found;
  };

  const own = (area, step) => step.orders.some((order) => board.orders.area[order] === area);

  const band = (area, { x, to, piece }) => {
    const high = own(area, piece);
    const y = high ? 2 : 4;
    const height = high ? 22 : 18;
    const fill = fillOf(piece.rank);
    const given = { class: fill === null ? "band bed" : "band", x, y, width: Math.max(to - x, 1), height };
    if (fill !== null) given.fill = fill;
    const shape = svg("rect", given);
    shape.dataset.from = piece.from === null ? "" : piece.from;
    const made = [shape];
    if (high) made.push(svg("rect", { class: "frame", x: x + 0.75, y: y + 0.75, width: Math.max(to - x - 1.5, 0.5), height: height - 1.5 }));
    const text = words.level(piece.rank);
    const from = Math.max(x, 0);
    if (piece.rank !== board.raw.default && Math.min(to, 99999) - from > text.length * (words.lang() === "zh" ? 12 : 7) + 10) {
      const { fill: ground, ink } = LEVEL(piece.rank);
      made.push(svg("text", { x: from + 5, y: 17.5, fill: ink, stroke: ground }, [text]));
    }
    return made;
  };

  /* A floor is a line of dots: as many in a group as its level is above the default one. */
  const floorLines = (steps, view, width) => {
    const made = [];
    for (const { x, to, piece } of merged(within(steps, view), view, width)) {
      const above = piece.rank - board.raw.default;
      if (above > 0) made.push(svg("path", { class: "floor", "stroke-dasharray": `${"2.5 2 ".repeat(above - 1)}2.5 6`, d: `M${x.toFixed(1)} 27.5H${to.toFixed(1)}` }));
    }
    return made;
  };

  const orderBars = (area, found, view, width) => {
    const made = [];
    const until = view.from + view.span;
    let last = -9;
    for (const bar of found) {
      if (bar.from >= until || (bar.to !== null && bar.to <= view.from)) continue;
      const x = Math.max(xOf(view, width, bar.from), -2);
      const to = Math.min(bar.to === null ? width + 2 : xOf(view, width, bar.to), width + 2);
      if (to - x < 1 && x - last < 1) continue;
      last = x;
      const given = { class: `bar${bar.state}`, x, y: 31, width: Math.max(to - x, 1.5), height: 4.5 };
      made.push(svg("rect", given));
      if (board.provisional.has(bar.order)) made.push(svg("path", { class: "provisional", d: `M${x} 36.8H${Math.max(to, x + 2)}` }));
    }
    return made;
  };

  /* One row: levels, the orders of the area beneath, its floor, and the line of now. */
  const row = (area, view, width, lines, chosen) => {
    const { levels, floors, bars } = board.over(area);
    const made = [];
    const pieces = within(levels, view);
    const shown = merged(pieces, view, width);
    for (const piece of shown) made.push(...band(area, piece));
    for (const x of lines) made.push(svg("line", { class: "grid", x1: x, x2: x, y1: 0, y2: 38 }));
    made.push(...floorLines(floors, view, width));
    made.push(...orderBars(area, bars, view, width));
    const known = board.knownFrom();
    if (known !== null && known > view.from) {
      made.push(svg("rect", { class: "bed", x: 0, y: 2, width: Math.min(xOf(view, width, known), width), height: 22 }));
      made.push(svg("rect", { class: "unknown", x: 0, y: 2, width: Math.min(xOf(view, width, known), width), height: 22 }));
    }
    if (chosen !== undefined) {
      const one = shown.find(({ piece }) => piece.from === chosen);
      if (one) made.push(svg("rect", { class: "chosen", x: Math.max(one.x, 1), y: 1.5, width: Math.max(Math.min(one.to, width) - Math.max(one.x, 1) - 1, 2), height: 23 }));
    }
    if (board.raw.at >= view.from && board.raw.at < view.from + view.span) {
      const x = xOf(view, width, board.raw.at);
      made.push(svg("line", { class: "nowline", x1: x, x2: x, y1: 0, y2: 38 }));
    }
    const told = pieces.slice(0, 6).map((piece) => words.says("piece", { level: words.level(piece.rank), span: clock.span(piece.from, piece.to) }));
    if (pieces.length > 6) told.push(words.says("why.more", { count: pieces.length - 6 }));
    return svg("svg", { viewBox: `0 0 ${width} 38`, preserveAspectRatio: "none", role: "img", "aria-label": told.join(words.says("joint")) }, made);
  };

  const sample = (inside) => svg("svg", { width: 44, height: 34, viewBox: "0 0 44 34", "aria-hidden": "true" }, inside);
  const samples = () => {
    const found = board.raw.levels.map((row, rank) => {
      const fill = fillOf(rank);
      const shape = svg("rect", { class: fill === null ? "bed" : "", x: 0, y: 7, width: 44, height: 20, ...(fill === null ? {} : { fill }) });
      const name = words.titled(row);
      return [sample([shape]), rank === board.raw.default ? words.says("default", { level: name }) : name];
    }).reverse();
    const most = board.raw.levels.length - 1;
    const fill = fillOf(most) || LEVEL(most).fill;
    found.push([sample([svg("rect", { fill, x: 2, y: 7, width: 40, height: 20 }), svg("rect", { class: "frame", x: 2.75, y: 7.75, width: 38.5, height: 18.5 })]), words.says("legend.own")]);
    found.push([sample([svg("rect", { fill, x: 2, y: 11, width: 40, height: 12 })]), words.says("legend.inherited")]);
    ["held", "overtaken", "replaced", "apart"].forEach((name, state) => {
      found.push([sample([svg("rect", { class: `bar${state}`, x: 2, y: 15, width: 40, height: 5 })]), words.says(`legend.${name}`)]);
    });
    found.push([sample([svg("path", { class: "provisional", d: "M2 17H42" })]), words.says("legend.provisional")]);
    found.push([sample([svg("path", { class: "floor", "stroke-dasharray": "2.5 2 2.5 6", d: "M2 17H42" })]), words.says("legend.floor")]);
    found.push([sample([svg("line", { class: "nowline", x1: 22, x2: 22, y1: 4, y2: 30 })]), words.says("legend.now", { at: clock.shown(board.raw.at) })]);
    found.push([sample([svg("rect", { class: "bed", x: 2, y: 7, width: 40, height: 20 }), svg("rect", { class: "unknown", x: 2, y: 7, width: 40, height: 20 })]), words.says("legend.unknown")]);
    return found;
  };

  return { axis, row, within, samples, patterns, own, colours: LEVEL };
})();
