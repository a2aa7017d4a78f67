import { type ReactNode, useCallback, useState } from "react";
import type { Row } from "@/app/listQueries";
import { hrefToRecord } from "@/app/router";
import type { ListMeta } from "@/wire/messages.gen";
import { RecordDialog } from "../record/RecordDialog";
import { NO_SEED, type Seed } from "../record/useRecordForm";

/** The card that is open above a list: of one of its rows, or of a new one. */
export type OpenedRecord = {
  readonly open: (row: Row) => void;
  /** null to those who may not. */
  readonly create: (() => void) | null;
  readonly dialog: ReactNode;
};

/** Kinds that are made and shown on pages of their own. */
const OTHERWISE = new Set(["lead", "task", "interview", "mailing", "mailing_template", "call_round"]);

/** Kinds that have no card: a row opens what it is a part of. */
const PART_OF: Readonly<Record<string, string>> = { mailing_recipient: "mailing", interview_response: "interview" };

/** Open records of a list in their card, so that the list keeps its place, or on the page that their kind has; what is archived in its card. */
export function useOpenedRecord(meta: ListMeta, seed: Seed = NO_SEED): OpenedRecord {
  const [opened, setOpened] = useState<{ readonly id: number | null } | null>(null);
  const open = useCallback(
    (row: Row) => {
      const href = row.archived_at ? null : hrefOf(meta.id, row);
      if (href === null) setOpened({ id: row.id });
      else window.location.hash = href;
    },
    [meta.id],
  );
  const create = useCallback(() => setOpened({ id: null }), []);
  const dialog = opened && (
    <RecordDialog
      entity={meta.id}
      id={opened.id}
      seed={seed}
      hidden={new Set(Object.keys(seed.values))}
      onClose={() => setOpened(null)}
    />
  );
  return { open, create: meta.rights.may_create && !OTHERWISE.has(meta.id) ? create : null, dialog };
}

function hrefOf(entity: string, row: Row): string | null {
  const whole = PART_OF[entity];
  if (whole !== undefined) return hrefToRecord(whole, Number(row[whole]));
  return OTHERWISE.has(entity) ? hrefToRecord(entity, row.id) : null;
}
