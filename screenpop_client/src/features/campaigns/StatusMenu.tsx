import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { reasonOf } from "@/app/errors";
import { type Row, useListMeta } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { refreshRecords } from "@/app/recordQueries";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { hintOf } from "@/model/keys";
import { said } from "@/ui/list/cells";
import type { Marks } from "@/ui/list/useMarks";
import { api } from "@/wire/api";

type StatusMenuProps = {
  readonly entity: string;
  readonly marks: Marks;
  readonly active: Row | null;
  readonly rows: readonly Row[];
};

/** R48, R49: the status of the marked rows, else of the chosen one, by F3 or by the icon «Доп. функции». */
export function StatusMenu({ entity, marks, active, rows }: StatusMenuProps) {
  const text = useText();
  const { t } = text;
  const meta = useListMeta(entity);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // Only while the focus is in the list that the button stands over; elsewhere the browser keeps the key.
  useKeys({
    extra: () => {
      if (!button.current?.closest("[data-list]")?.contains(document.activeElement)) return false;
      setOpen(true);
    },
  });
  const set = useStatusOf(entity);
  const field = meta?.fields.find((one) => one.id === "status");
  if (!field || !meta?.rights.may_change) return null;
  const marked = rows.filter((row) => marks.has(row.id));
  const meant = marked.length > 0 ? marked : active === null ? [] : [active];
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-start" returnFocus>
      <Menu.Target>
        <Tooltip label={`${t("campaigns.extra")} (${hintOf("extra")})`}>
          <ActionIcon
            ref={button}
            variant="default"
            size={30}
            aria-label={t("campaigns.extra")}
            aria-keyshortcuts={hintOf("extra")}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {meant.length === 0 ? t("campaigns.status.pick") : t("campaigns.status.of", { count: meant.length })}
        </Menu.Label>
        {field.choices.map((choice) => (
          <Menu.Item key={choice.value} disabled={meant.length === 0} onClick={() => void set(meant, choice.value)}>
            {said(choice.label, text)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Set the status of rows one after the other; those that were refused are told. */
function useStatusOf(entity: string) {
  const { t } = useText();
  const client = useQueryClient();
  return async (rows: readonly Row[], status: string) => {
    const refused: unknown[] = [];
    for (const row of rows.filter((one) => one.status !== status)) {
      await api
        .changeRecord(entity, row.id, Number(row.version), { status })
        .catch((error: unknown) => refused.push(error));
    }
    refreshRecords(client);
    if (refused.length === 0) return;
    const reason = reasonOf(refused[0], t);
    notify(t, { color: "red", message: t("campaigns.status.refused", { count: refused.length, reason }) });
  };
}
