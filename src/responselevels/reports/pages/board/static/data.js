"use strict";
/* What the board has: areas, places, levels over time, orders. Nothing is decided here; levels come
   from the data as they are, and an area that no order names fares as the nearest one above it that
   an order does name. Global: `board`. */

const board = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const raw = read("board-data");
  const areas = raw.areas;
  const count = areas.id.length;

  /* Names are written as the number of characters that they share with the one before, and the rest. */
  const unfolded = (names) => {
    const found = new Array(names.length);
    let before = "";
    for (let i = 0; i < names.length; i += 1) {
      const name = names[i];
      before = before.slice(0, parseInt(name[0], 36)) + name.slice(1);
      found[i] = before;
    }
    return found;
  };
  const ids = unfolded(areas.id);
  const first = unfolded(areas.title[0]);
  const titles = areas.title.map((names, i) => (i === 0 || names === null ? first : unfolded(names)));

  /* Areas stand in preorder: the parent of one is the last one before it that lies less deep. */
  const parent = new Int32Array(count).fill(-1);
  const after = new Int32Array(count);
  const open = [];
  for (let i = 0; i < count; i += 1) {
    while (open.length > areas.depth[i]) after[open.pop()] = i;
    if (open.length) parent[i] = open[open.length - 1];
    open.push(i);
  }
  while (open.length) after[open.pop()] = count;

  const orders = raw.orders;
  const provisional = new Set(orders.provisional);
  

  /* Times: numbers in the data, milliseconds outside of it; null is never. */
  const ms = (time) => (time === null || time === undefined ? null : raw.base + time * raw.unit);
  const startOf = (order) => ms(orders.start[order]);
  const endOf = (order) => (orders.end[order] < 0 ? null : ms(orders.start[order] + orders.end[order]));
  const untilOf = (order) => (order in orders.until ? ms(orders.until[order]) : endOf(order));
  const scopeOf = (order) => (typeof orders.scope[order] === "number" ? [orders.scope[order]] : orders.scope[order]);

  /* One realm: a track, real orders or drills. */
  let realm = null;
  const opened = new Map();
  const openRealm = (number) => {
    if (!opened.has(number)) {
      const data = raw.realms[number];
      const place = new Int32Array(count).fill(-1);
      const named = new Map();
      if (data) {
        let area = 0;
        data.places.forEach((step, at) => { area += step; place[area] = at; });
        orders.realm.forEach((one, order) => {
          if (one !== number) return;
          /* Outside of its area's cover an order orders nothing, even if a list says so. */
          const issuer = orders.area[order];
          for (const where of scopeOf(order)) {
            if (where < issuer || where >= after[issuer]) continue;
            if (!named.has(where)) named.set(where, []);
            named.get(where).push(order);
          }
        });
      }
      opened.set(number, { data, place, named, number });
    }
    realm = opened.get(number);
    steps.clear();
  };

  const ordersIn = (number) => (number >= 0 ? [number] : number === -1 ? [] : realm.data.several[-2 - number]);
  const quiet = [{ from: null, rank: raw.default, orders: [] }];

  const push = (found, step) => {
    const last = found[found.length - 1];
    if (!last || last.rank !== step.rank || String(last.orders) !== String(step.orders)) found.push(step);
  };
  /* What lies beneath a silent area is at the default level at least, and at that level by no order. */
  const raised = (base) => {
    const found = [];
    for (const step of base) {
      push(found, step.rank <= raw.default ? { from: step.from, rank: raw.default, orders: [] } : step);
    }
    return found;
  };
  /* A track with other steps over it: start, length, rank and orders of each, one after the other. A
     rank of -1 is: what is beneath, and this order besides. */
  const overlaid = (base, flat) => {
    if (!flat || !flat.length) return base;
    const found = [];
    let at = 0;
    const copy = (from, to, more = []) => {
      while (at + 1 < base.length && from !== null && base[at + 1].from <= from) at += 1;
      for (; at < base.length && (base[at].from === null || to === null || base[at].from < to); at += 1) {
        const begun = from !== null && (base[at].from === null || base[at].from < from) ? from : base[at].from;
        push(found, { from: begun, rank: base[at].rank, orders: more.length ? [...base[at].orders, ...more].sort((one, other) => one - other) : base[at].orders });
        if (at + 1 >= base.length || (to !== null && base[at + 1].from >= to)) break;
      }
    };
    let time = null;
    for (let i = 0; i < flat.length; i += 4) {
      const from = ms(flat[i]);
      if (time === null || time < from) copy(time, from);
      time = flat[i + 1] < 0 ? null : ms(flat[i] + flat[i + 1]);
      if (flat[i + 2] < 0) copy(from, time, ordersIn(flat[i + 3]));
      else push(found, { from, rank: flat[i + 2], orders: ordersIn(flat[i + 3]) });
      if (time === null) return found;
    }
    copy(time, null);
    return found;
  };
  const inherits = (area) => raw.tiers[areas.tier[area]][3];
  const plain = (area, besides) => {
    const order = realm.named.get(area)[0];
    const until = order in orders.until ? orders.until[order] - orders.start[order] : orders.end[order];
    return [orders.start[order], until, besides ? -1 : orders.rank[order], order];
  };
  const ownSteps = (area) => {
    const own = realm.data.levels[realm.place[area]];
    return typeof own === "number" ? plain(area, own) : own;
  };
  /* Lines are short: each level is the one above it with the own steps of the area over it. */
  const levels = (area) => {
    if (!realm.data) return quiet;
    let above = quiet;
    if (parent[area] >= 0 && inherits(area)) above = raised(levels(parent[area]));
    return realm.place[area] < 0 ? above : overlaid(above, ownSteps(area));
  };
  /* The floor for what lies right beneath an area and has no orders. */
  const beneath = (area) => {
    const base = raised(floor(area));
    const at = realm.place[area];
    if (at < 0) return base;
    for (let one = area; parent[one] >= 0; one = parent[one]) if (!inherits(one)) return overlaid(base, realm.data.beneath[at]);
    return overlaid(base, ownSteps(area));
  };
  const floor = (area) => {
    if (parent[area] < 0 || !realm.data) return quiet;
    return realm.place[area] < 0 ? beneath(parent[area]) : overlaid(beneath(parent[area]), realm.data.floors[realm.place[area]]);
  };
  const floors = (area) => (raw.tiers[areas.tier[area]][4] ? floor(area) : quiet);
  const bars = (area) => {
    const at = realm.data ? realm.place[area] : -1;
    if (at < 0) return [];
    const flat = realm.data.bars[at];
    if (!flat) {
      const named = realm.named.get(area) || [];
      return named.map((order) => ({ order, from: startOf(order), to: untilOf(order), state: 0 }));
    }
    const found = [];
    for (let i = 0; i < flat.length; i += 4) {
      found.push({ order: flat[i], from: ms(flat[i + 1]), to: ms(flat[i + 2]), state: flat[i + 3] });
    }
    return found;
  };

  /* Kept for the areas that are drawn; whoever scrolls comes back to them. */
  const steps = new Map();
  const over = (area) => {
    if (!steps.has(area)) {
      if (steps.size > 2000) steps.clear();
      steps.set(area, { levels: levels(area), floors: floors(area), bars: bars(area) });
    }
    return steps.get(area);
  };

  /* Before this instant levels are not known, or were those of earlier rules. */
  const knownFrom = () => {
    const known = [ms(raw.since), ms(raw.known[realm.number >> 1])].filter((one) => one !== null);
    return known.length ? Math.max(...known) : null;
  };

  let details = null;
  const detail = () => {
    if (details === null) {
      details = read("board-details");
      details.id = unfolded(details.id);
    }
    return details;
  };

  /* All names in small letters in one text, so that a search is one walk through it. */
  let haystack = null;
  const matching = (query) => {
    const wanted = query.toLowerCase();
    if (haystack === null) {
      const starts = new Int32Array(count + 1);
      const pieces = new Array(count);
      let length = 0;
      for (let i = 0; i < count; i += 1) {
        pieces[i] = [ids[i], ...new Set(titles.map((names) => names[i]))].join("\t").toLowerCase() + "\n";
        starts[i] = length;
        length += pieces[i].length;
      }
      starts[count] = length;
      haystack = { text: pieces.join(""), starts };
    }
    const found = [];
    let area = 0;
    for (let at = haystack.text.indexOf(wanted); at >= 0; at = haystack.text.indexOf(wanted, at)) {
      while (haystack.starts[area + 1] <= at) area += 1;
      found.push(area);
      at = haystack.starts[area + 1];
    }
    return found;
  };

  return {
    raw, count, ids, titles, parent, after, depth: areas.depth, tier: areas.tier, orders, provisional,
    startOf, endOf, untilOf, scopeOf, ms, openRealm, over, knownFrom, detail, matching, realms: Object.keys(raw.realms),
  };
})();
