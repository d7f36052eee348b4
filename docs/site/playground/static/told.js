// What came of it, as elements. Whatever is in a text, it is text: nothing here is parsed as HTML.
export function element(name, options = {}, ...inner) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (key === "click") made.addEventListener("click", value);
    else made.setAttribute(key, value);
  }
  made.append(...inner);
  return made;
}

export function problem(one, go) {
  const where = one.place === "" ? [] : [spot(one, go), " "];
  return element("li", {}, ...where, one.message);
}

export function remark(one, cure, go) {
  return element("li", {}, spot(one, go), " ", one.message, element("br"), cure, " ", element("code", {}, one.code));
}

function spot(one, go) {
  if (one.line === null) return element("span", { class: "place" }, one.place);
  return element("button", { type: "button", class: "place", click: () => go(one) }, one.place);
}

export function decision(told, none) {
  const findings = told.findings.map((finding) =>
    element(
      "li",
      { class: `finding ${finding.effect}` },
      element("p", {}, element("span", { class: "mark" }, finding.label), element("code", {}, finding.code)),
      element("p", {}, finding.message),
      rows(finding.rows),
    ),
  );
  return [
    element("p", { class: `verdict ${told.verdict}` }, told.headline),
    element("p", { class: "faint" }, told.provenance),
    findings.length === 0 ? element("p", {}, none) : element("ul", { class: "findings" }, ...findings),
    ...(told.lists.length === 0 ? [] : [rows(told.lists)]),
  ];
}

function rows(listed) {
  const pairs = listed.flatMap((row) => [
    element("dt", {}, row.label),
    ...row.texts.map((text) => element("dd", {}, text)),
  ]);
  return element("dl", {}, ...pairs);
}
