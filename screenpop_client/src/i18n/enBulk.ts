import type { ruBulk } from "./ruBulk";

export const enBulk: Readonly<Record<keyof typeof ruBulk, string>> = {
  "list.marked.hidden": "Marked: {count}, of them not shown here: {hidden}",
  "list.marked.first": "Marked: the first {count} of {total}",
  "list.marked.full": "no more than {most} can be marked at once",
  "list.markFirst": "Mark the first {most}",
  "list.markWhole": "Mark all {total}",

  "bulk.change": "Change a field…",
  "bulk.title": "Change a field of the marked: {count}",
  "bulk.field": "Field",
  "bulk.pick": "Choose a field",
  "bulk.apply": "Change: {count}",
  "bulk.clear": "Empty the field: {count}",
  "bulk.empties": "No value is given: the field will be emptied in all that are marked.",
  "bulk.going": "Changing the marked",
  "bulk.progress": "{behind} of {count}",
  "bulk.stop": "Stop",
  "bulk.changed": "Changed: {count}",
  "bulk.left": "Not changed: {count}",
  "bulk.untried": "Stopped, not come to: {count}",
  "bulk.gone": "This record is there no more, or you may not see it.",
  "bulk.meanwhile": "Somebody else changed the record meanwhile: look at it and try again.",
  "bulk.stayMarked": "Those that were not changed stay marked.",
};
