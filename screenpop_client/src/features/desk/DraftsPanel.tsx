import { ActionIcon, Button, Group, Popover, Text, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "@/app/text";
import { type Unfinished, useUnfinished } from "@/app/useUnfinished";
import { useNow, useWorkspace } from "@/app/workspace";
import { callOf, dealOf } from "@/model/openInterests";
import { readablePhone } from "@/model/phone";
import { Name } from "@/ui/Name";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import classes from "./DeskPage.module.css";

/** Cards begun and not saved, to go on with. */
export function DraftsPanel() {
  const { t } = useText();
  const unfinished = useUnfinished();
  const rows = unfinished.data ?? [];
  return (
    <Panel title={t("desk.drafts")}>
      <Await query={unfinished}>
        {rows.length === 0 ? (
          <Empty title={t("desk.noDrafts")} hint={t("desk.noDraftsHint")} />
        ) : (
          <ul className={classes.drafts}>
            {rows.map((draft) => (
              <DraftRow key={draft.key} draft={draft} />
            ))}
          </ul>
        )}
      </Await>
    </Panel>
  );
}

function DraftRow({ draft }: { draft: Unfinished }) {
  const { t, format } = useText();
  const { interests } = useWorkspace();
  const now = useNow(60_000);
  const name = nameOf(draft) || t("desk.draftNameless");
  const words = [
    format.short(draft.savedAt, now),
    dealOf(draft.key) === null ? "" : t("contactCard.title"),
    callOf(draft.key) === null ? t("desk.manual") : "",
    draft.isLocalOnly ? t("desk.draftLocal") : "",
  ];
  return (
    <li className={classes.draft} data-testid="draft" data-draft-key={draft.key}>
      <div className={classes.draftText}>
        <Name>{name}</Name>
        <small>{words.filter(Boolean).join(" · ")}</small>
      </div>
      <Button size="compact-xs" variant="default" onClick={() => interests.show(draft.key)}>
        {t("desk.draftOpen")}
      </Button>
      <DeleteDraft draftKey={draft.key} name={name} />
    </li>
  );
}

function DeleteDraft({ draftKey, name }: { draftKey: string; name: string }) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    await interests.drop(draftKey);
    await queries.invalidateQueries({ queryKey: ["drafts"] });
  };
  return (
    <Popover opened={isAsking} onChange={setAsking} position="bottom-end" withArrow trapFocus width={260}>
      <Popover.Target>
        <Tooltip label={t("desk.draftDelete")}>
          <ActionIcon variant="subtle" color="gray" aria-label={t("desk.draftDelete")} onClick={() => setAsking(true)}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{t("desk.draftDeleteSure", { name })}</Text>
        <Group gap="xs" mt="sm">
          <Button size="xs" color="red" onClick={() => void remove()}>
            {t("desk.draftDelete")}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsking(false)}>
            {t("common.cancel")}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}

function nameOf({ values }: Unfinished): string {
  if (typeof values.deal_name === "string" && values.deal_name !== "") return values.deal_name;
  const phones = Array.isArray(values.phones) ? values.phones : [];
  const parts = [values.person_text, values.organization_text, readablePhone(String(phones[0] ?? ""))];
  return parts
    .filter((part): part is string => typeof part === "string" && part !== "")
    .slice(0, 2)
    .join(", ");
}
