// Reads a feed from standard input the way a calendar program does, and prints as JSON what it understood.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone"))
  ICAL.TimezoneService.register(zone);

const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    changedAt: component.getFirstPropertyValue("dtstamp").toJSDate().toISOString(),
    summary: event.summary,
    description: event.description ?? "",
    location: event.location ?? "",
    categories: component.getFirstProperty("categories")?.getValues() ?? [],
    status: component.getFirstPropertyValue("status"),
    zone: event.startDate.zone.tzid,
    wallStart: event.startDate.toString(),
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
  };
});

console.log(
  JSON.stringify({
    name: calendar.getFirstPropertyValue("x-wr-calname"),
    method: calendar.getFirstPropertyValue("method"),
    events,
  }),
);
