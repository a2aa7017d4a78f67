import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { type Taken, useBulkChange } from "@/app/bulkQueries";
import { reasonOf } from "@/app/errors";
import { type Row, useListMeta } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { hintOf } from "@/model/keys";
import { said } from "@/ui/list/cells";
import type { Marks } from "@/ui/list/useMarks";

type StatusMenuProps = {
  readonly entity: string;
  readonly marks: Marks;
  readonly active: Row | null;
};

/** R48, R49: the status of the marked rows, else of the chosen one, by F3 or by the icon «Доп. функции». */
export function StatusMenu({ entity, marks, active }: StatusMenuProps) {
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
  const count = marks.ids.length || (active === null ? 0 : 1);
  const take = async (): Promise<Taken> =>
    marks.ids.length > 0 ? marks.take() : { rows: active === null ? [] : [active], gone: [] };
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
        <Menu.Label>{count === 0 ? t("campaigns.status.pick") : t("campaigns.status.of", { count })}</Menu.Label>
        {field.choices.map((choice) => (
          <Menu.Item key={choice.value} disabled={count === 0} onClick={() => void set(take, choice.value)}>
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
  const bulk = useBulkChange(entity);
  return async (take: () => Promise<Taken>, status: string) => {
    try {
      const { rows, gone } = await take();
      const others = rows.filter((row) => row.status !== status);
      const { done, refused } = await bulk.change(others, { status });
      const count = others.length - done + gone.length;
      if (count === 0) return;
      const [first] = refused;
      const reason = first ? reasonOf(first.error, t) : t("bulk.gone");
      notify(t, { color: "red", message: t("campaigns.status.refused", { count, reason }) });
    } catch (error) {
      notify(t, { color: "red", message: reasonOf(error, t) });
    }
  };
}
