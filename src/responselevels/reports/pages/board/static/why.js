"use strict";
/* Why a level holds: the panel beside the board. All that is shown is set as text. Global: `why`. */

const why = (() => {
  const body = document.getElementById("why-body");
  const MOST = 40;

  const element = (name, given, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(given || {})) {
      if (key === "class") made.className = value; else made.setAttribute(key, value);
    }
    made.append(...inside);
    return made;
  };
  const chip = (rank) => {
    const made = element("span", { class: "chip" }, words.level(rank));
    const { fill, ink } = draw.colours(rank);
    made.style.background = fill;
    made.style.color = ink;
    return made;
  };
  const facts = (rows) => {
    const list = element("dl");
    for (const [name, ...values] of rows) {
      if (values.length) list.append(element("dt", null, name), element("dd", null, ...values));
    }
    return list;
  };
  const areaNames = (areas) => {
    const names = areas.slice(0, 12).map(words.areaWithId);
    if (areas.length > 12) names.push(words.says("why.more", { count: areas.length - 12 }));
    return names.join(words.says("joint"));
  };
  const lines = (texts) => texts.map((text) => element("div", null, text));
  const text = (number) => (number < 0 ? null : board.detail().texts[number]);
  const bodyNamed = (number) => words.titled(board.detail().bodies[number]);

  const assessed = ([by, others, at, summary]) => {
    const told = others.length
      ? words.says("order.assessed.with", { body: bodyNamed(by), others: others.map(bodyNamed).join(words.says("joint")), at: clock.shown(board.ms(at)) })
      : words.says("order.assessed", { body: bodyNamed(by), at: clock.shown(board.ms(at)) });
    return text(summary) === null ? [told] : [told, text(summary)];
  };
  const approved = ([by, area, person, at]) => {
    const code = `order.approved${area < 0 ? "" : ".area"}${person < 0 ? "" : ".person"}`;
    return words.says(code, { body: bodyNamed(by), area: area < 0 ? "" : words.area(area), person: text(person), at: clock.shown(board.ms(at)) });
  };
  const ended = ([at, areas]) =>
    areas === null
      ? words.says("order.ended.all", { at: clock.shown(board.ms(at)) })
      : words.says("order.ended.part", { at: clock.shown(board.ms(at)), areas: areaNames(areas) });
  const finding = ([effect, messages, grounds]) => {
    const made = element("div", { class: `finding ${effect}` });
    made.append(element("span", { class: "mark" }, words.says(`effect.${effect}`)), text(messages[words.place()]));
    const ground = text(grounds[words.place()]);
    if (ground !== null) made.append(element("div", { class: "faint" }, words.says("order.ground.of", { ground })));
    return made;
  };

  /* An order, whole: *area* is where it was asked about. */
  const order = (number, area) => {
    const told = board.detail();
    const sparse = (name) => (told.sparse[name] || {})[number];
    const drill = board.orders.realm[number] % 2 === 1;
    const rule = told.rule[number] < 0 ? null : told.rules[told.rule[number]];
    const ground = rule === null ? "" : rule[1][words.place()];
    const states = [...new Set(board.over(area).bars.filter((bar) => bar.order === number).map((bar) => words.says(`state.${bar.state}`)))];
    const judged = sparse("judged") || (told.permitted ? ["permit", []] : undefined);
    const issuer = told.issuer[number];
    const rows = [
      [words.says("order.level"), chip(board.orders.rank[number])],
      [words.says("order.area"), words.areaWithId(board.orders.area[number])],
      [words.says("order.issuer"), issuer < 0 ? words.says("order.issuer.none") : bodyNamed(issuer)],
      [words.says("order.issued"), clock.shown(board.ms(told.issued[number]))],
      [words.says("order.scope"), areaNames(board.scopeOf(number))],
      [words.says("order.period"), clock.span(board.startOf(number), board.endOf(number))],
    ];
    const add = (code, ...values) => { if (values.length) rows.push([words.says(code), ...values]); };
    if (sparse("expected") !== undefined) add("order.expected", clock.shown(board.ms(sparse("expected"))));
    if (sparse("ends")) add("order.ended", ...lines(sparse("ends").map(ended)));
    if (sparse("lapse") !== undefined) add("order.lapses", words.says("order.lapses.at", { at: clock.shown(board.ms(sparse("lapse"))) }));
    if (states.length) add("order.state", states.join(words.says("joint")));
    add("order.rule", rule === null ? words.says("order.rule.none") : rule[0]);
    if (ground) add("order.ground", ground);
    if (text(told.proposer[number]) !== null) add("order.proposer", text(told.proposer[number]));
    if (sparse("reason") !== undefined) add("order.reason", text(sparse("reason")));
    if (sparse("assessment")) add("order.assessment", ...lines(assessed(sparse("assessment"))));
    if (sparse("approvals")) add("order.approvals", ...lines(sparse("approvals").map(approved)));
    if (judged) add("order.judged", words.says(`order.judged.${judged[0]}`), ...judged[1].map(finding));
    const heading = words.says(drill ? "order.drill" : "order", { order: told.id[number] });
    return element("article", null, element("h3", null, heading), facts(rows));
  };

  const from = (area, step) => {
    const above = [...new Set(step.orders.map((one) => board.orders.area[one]))];
    if (!above.length) return words.says("why.none");
    return above.map((one) => (one === area ? words.says("why.own") : words.says("why.inherited", { area: words.area(one) }))).join(words.says("joint"));
  };
  const line = (area) => {
    const found = [];
    for (let at = board.parent[area]; at >= 0; at = board.parent[at]) found.push(at);
    return found;
  };
  const head = (area) => {
    document.getElementById("why-title").textContent = words.areaWithId(area);
    document.getElementById("why-close").hidden = false;
    document.getElementById("why").classList.add("full");
    document.querySelector("main").classList.add("asked");
    const rows = [[words.says("tier"), words.titled(board.raw.tiers[board.tier[area]])]];
    const above = line(area);
    if (above.length) rows.push([words.says("line"), above.map(words.area).join(words.says("joint"))]);
    return facts(rows);
  };
  const floorAt = (area, view) => {
    const found = draw.within(board.over(area).floors, view).filter((step) => step.rank > board.raw.default);
    if (!found.length) return [];
    return [
      element("h3", null, words.says("why.floor")),
      element("ul", null, ...found.slice(0, MOST).map((step) => element("li", null, chip(step.rank), clock.span(step.from, step.to)))),
    ];
  };

  /* One piece of time of an area: its level, and every order that it comes from. */
  const piece = (area, step) => {
    const rows = [
      [words.says("why.level"), chip(step.rank), clock.span(step.from, step.to)],
      [words.says("why"), from(area, step)],
    ];
    const moment = { from: step.from === null ? (step.to === null ? board.raw.at : step.to - 1) : step.from, span: 1 };
    body.replaceChildren(
      head(area),
      facts(rows),
      ...floorAt(area, moment),
      ...step.orders.slice(0, MOST).map((one) => order(one, area)),
    );
  };

  /* An area: its levels in the window, each a way to its orders, and the orders that name it. */
  const area = (number, view, choose) => {
    const steps = draw.within(board.over(number).levels, view);
    const rows = steps.slice(0, MOST).map((step) => {
      const button = element("button", { class: "plain", type: "button" }, clock.span(step.from, step.to));
      button.addEventListener("click", () => choose(step));
      return element("li", null, chip(step.rank), button, ` ${from(number, step)}`);
    });
    if (steps.length > MOST) rows.push(element("li", null, words.says("why.more", { count: steps.length - MOST })));
    const until = view.from + view.span;
    const named = [...new Set(board.over(number).bars
      .filter((bar) => bar.from < until && (bar.to === null || bar.to > view.from))
      .map((bar) => bar.order))];
    const orders = named.length ? named.slice(-MOST).map((one) => order(one, number)) : [element("p", { class: "faint" }, words.says("why.orders.none"))];
    body.replaceChildren(
      head(number),
      element("h3", null, words.says("why.levels")),
      element("ul", null, ...rows),
      ...floorAt(number, view),
      element("h3", null, words.says("why.orders")),
      ...orders,
    );
  };

  const nothing = () => {
    document.getElementById("why-title").textContent = words.says("why");
    document.getElementById("why-close").hidden = true;
    document.getElementById("why").classList.remove("full");
    document.querySelector("main").classList.remove("asked");
    body.replaceChildren(element("p", { class: "faint" }, words.says("why.hint")));
  };
  return { piece, area, nothing, element };
})();
