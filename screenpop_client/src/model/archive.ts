import type { ListMeta, RecordView } from "@/wire/messages.gen";
import { type FilterNode, ofParts, partsOf, writeFilter } from "./listFilter";

/** The records of a list that are put away, and those alone. */
export const ARCHIVED: FilterNode = { not: { field: "archived_at", op: "is_empty" } };

const WRITTEN = writeFilter(ARCHIVED);

/** Say whether the list has an archive that the user may open: the server tells the field to no others. */
export function hasArchive(meta: ListMeta): boolean {
  return meta.fields.some(({ id }) => id === "archived_at");
}

/** Say whether a part of a filter is the one that opens the archive. */
export function isArchivePart(part: FilterNode): boolean {
  return writeFilter(part) === WRITTEN;
}

/** Say whether the filter lets archived records through alone. */
export function isOfArchive(filter: FilterNode | null): boolean {
  return partsOf(filter).some(isArchivePart);
}

/** The same filter of the records in use, or of the archived ones. */
export function turnedToArchive(filter: FilterNode | null, isOn: boolean): FilterNode | null {
  const others = partsOf(filter).filter((part) => !isArchivePart(part));
  return ofParts(isOn ? [...others, ARCHIVED] : others);
}

/** Say whether a record is in the archive, where it cannot be changed; a row out of use can. */
export function isArchived(view: RecordView): boolean {
  return view.put_away !== null && view.record.is_active !== false;
}
