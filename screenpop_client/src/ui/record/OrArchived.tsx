import type { ReactNode } from "react";
import { useRecord } from "@/app/recordQueries";
import { isArchived } from "@/model/archive";
import { RecordPage } from "./RecordPage";

type OrArchivedProps = { readonly entity: string; readonly id: number; readonly children: ReactNode };

/** The page that a kind has of its own for a record; of one in the archive its card, which brings it back. */
export function OrArchived({ entity, id, children }: OrArchivedProps) {
  const record = useRecord(entity, id).data;
  return record && isArchived(record) ? <RecordPage entity={entity} id={id} /> : children;
}
