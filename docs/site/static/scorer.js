// What was written to be read first is found first; records of decisions and the list of changes come last.
"use strict";
var Scorer = {
  score: ([name, , , , score]) => {
    if (/^in-depth\/(decisions|examples)\/|^in-depth\/changes$/.test(name)) return score - 20;
    return name.startsWith("in-depth/") ? score - 8 : score;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
