// Standard input: [{ start: "2026-11-24", rule: "FREQ=WEEKLY", to: "2027-11-24" }, ...]. Prints the dates of each as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const dates = JSON.parse(readFileSync(0, "utf8")).map(({ start, rule, to }) => {
  const found = [];
  const next = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(start));
  for (let date = next.next(); date && date.toString() <= to; date = next.next())
    found.push(date.toString());
  return found;
});

console.log(JSON.stringify(dates));
