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
  const noOrders = raw.orders.area.length === 0;

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

  /* A sequence is rank, orders, then time, rank, orders for each later step. */
  const sequence = (number) => {
    const flat = realm.data.sequences[number];
    const found = [{ from: null, rank: flat[0], orders: ordersIn(flat[1]) }];
    for (let i = 2; i < flat.length; i += 3) {
      found.push({ from: ms(flat[i]), rank: flat[i + 1], orders: ordersIn(flat[i + 2]) });
    }
    return found;
  };
  const ordersIn = (number) => (number >= 0 ? [number] : number === -1 ? [] : realm.data.several[-2 - number]);
  const quiet = [{ from: null, rank: raw.default, orders: [] }];

  /* What lies beneath a silent area is at the default level at least, and at that level by no order. */
  const raised = (found) => {
    const kept = [];
    for (const step of found) {
      const one = step.rank <= raw.default ? { from: step.from, rank: raw.default, orders: [] } : step;
      const last = kept[kept.length - 1];
      if (!last || last.rank !== one.rank || String(last.orders) !== String(one.orders)) kept.push(one);
    }
    return kept;
  };
  const plain = (order) => {
    const found = [quiet[0], { from: startOf(order), rank: orders.rank[order], orders: [order] }];
    const until = untilOf(order);
    if (until !== null) found.push({ from: until, rank: raw.default, orders: [] });
    return found;
  };
  const placeOver = (area) => {
    let at = area;
    while (at >= 0 && realm.place[at] < 0) at = parent[at];
    return at;
  };
  const levelsAt = (area, at) => {
    const number = realm.data.levels[at];
    return number < 0 ? plain(realm.named.get(area)[0]) : sequence(number);
  };
  const inherits = (area) => raw.tiers[areas.tier[area]][3];
  const levels = (area) => {
    const over = realm.data ? placeOver(area) : -1;
    if (over < 0) return quiet;
    if (over === area) return levelsAt(area, realm.place[area]);
    for (let at = area; at !== over; at = parent[at]) if (!inherits(at)) return quiet;
    return raised(levelsAt(over, realm.place[over]));
  };
  const floors = (area) => {
    if (!raw.tiers[areas.tier[area]][4] || !realm.data) return quiet;
    const over = placeOver(area);
    if (over < 0) return quiet;
    const at = realm.place[over];
    if (over === area) return realm.data.floors[at] < 0 ? quiet : sequence(realm.data.floors[at]);
    const beneath = at in realm.data.beneath ? sequence(realm.data.beneath[at]) : levelsAt(over, at);
    return parent[area] === over ? beneath : raised(beneath);
  };
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
    raw, count, ids, titles, parent, after, depth: areas.depth, tier: areas.tier, orders, provisional, noOrders,
    startOf, endOf, untilOf, scopeOf, ms, openRealm, over, knownFrom, detail, matching, realms: Object.keys(raw.realms),
  };
})();
