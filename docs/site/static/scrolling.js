// What is wider than its place can be scrolled by keys too, also where the browser does not see to it.
"use strict";
(() => {
  const seen = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  document.querySelectorAll("article pre, article .table-wrapper, article p:has(> img)").forEach((each) => seen.observe(each));
})();
