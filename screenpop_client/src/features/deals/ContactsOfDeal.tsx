import { Button, Group, Modal, SegmentedControl, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { nameIn, useDealWrite, useRowsOfDeal } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import type { Row } from "@/app/listQueries";
import { useDictionaries } from "@/app/queries";
import { useText } from "@/app/text";
import { useNow, useWorkspace } from "@/app/workspace";
import { instantToText, textToInstant } from "@/model/datetime";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import { randomId } from "@/wire/ids";
import type { DealPath, RecordView } from "@/wire/messages.gen";
import classes from "./deals.module.css";

type Props = { readonly view: RecordView; readonly path: DealPath };

/** R119, R120: what was done in a deal and what is planned; an action done passes the stage that asks for it. */
export function ContactsOfDeal({ view, path }: Props) {
  const { t } = useText();
  const contacts = useRowsOfDeal("activity", view.id);
  const [isAdding, setAdding] = useState(false);
  const rows = contacts.data ?? [];
  const add = (
    <Button
      size="compact-xs"
      variant="light"
      leftSection={<IconPlus size={13} aria-hidden="true" />}
      onClick={() => setAdding(true)}
    >
      {t("deals.addContact")}
    </Button>
  );
  return (
    <Panel title={t("deals.contacts")} aside={add}>
      <Await query={contacts}>
        {rows.length === 0 ? (
          <Empty title={t("contacts.empty")} />
        ) : (
          <ul className={classes.history}>
            {rows.map((row) => (
              <Contact key={row.id} row={row} />
            ))}
          </ul>
        )}
      </Await>
      {isAdding && <AddContact view={view} path={path} onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function Contact({ row }: { readonly row: Row }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const write = useDealWrite();
  const isPlanned = row.kind === "next_contact" && row.done_at === null;
  const isOverdue = isPlanned && Date.parse(String(row.at)) < now;
  const done = () =>
    write.mutate({
      entity: "activity",
      id: row.id,
      version: Number(row.version),
      values: { kind: "contact", at: new Date(now).toISOString() },
      key: "",
    });
  return (
    <li>
      <b>{String(row.method_name ?? "")}</b>
      <span className={isOverdue ? classes.late : classes.muted}>{format.dateTime(String(row.at))}</span>
      {isPlanned ? (
        <Button size="compact-xs" variant="subtle" loading={write.isPending} onClick={done}>
          {t("deals.contactDone")}
        </Button>
      ) : (
        <span className={classes.muted}>{String(row.outcome_name ?? "")}</span>
      )}
      {row.content ? <span className={classes.wide}>{String(row.content)}</span> : null}
    </li>
  );
}

function AddContact({ view, path, onClose }: Props & { readonly onClose: () => void }) {
  const text = useText();
  const { t, zone, language } = text;
  const { desk } = useWorkspace();
  const dictionaries = useDictionaries().data;
  const write = useDealWrite();
  const key = useRef(randomId());
  const present = path.stages.find((stage) => stage.id === view.record.stage);
  const required = present?.required_method_id ?? null;
  const [kind, setKind] = useState("contact");
  const [methodId, setMethodId] = useState(required === null ? null : String(required));
  const [at, setAt] = useState(() => instantToText(new Date(desk.nowMs()).toISOString(), zone, language));
  const [content, setContent] = useState("");
  const instant = textToInstant(at, zone, new Date(desk.nowMs()));
  const methods = (dictionaries?.methods ?? []).filter((method) => method.is_active);
  const passes = kind === "contact" && required !== null && methodId === String(required);
  const save = () => {
    if (instant === null || methodId === null) return;
    write.mutate(
      {
        entity: "activity",
        id: null,
        version: 0,
        values: { kind, at: instant, method: Number(methodId), deal: view.id, content },
        key: key.current,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={t("deals.addContact")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          <SegmentedControl
            size="xs"
            value={kind}
            onChange={setKind}
            data={[
              { value: "contact", label: t("deals.contactWas") },
              { value: "next_contact", label: t("deals.contactPlanned") },
            ]}
          />
          <Select
            label={t("deals.method")}
            data={methods.map((method) => ({ value: String(method.id), label: nameIn(text, method) }))}
            value={methodId}
            onChange={setMethodId}
            searchable
            withAsterisk
            description={passes && present ? t("deals.willPass", { stage: nameIn(text, present) }) : undefined}
          />
          <TextInput
            label={t("deals.when")}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
            error={instant === null ? t("interest.badDate") : undefined}
            withAsterisk
          />
          <Textarea
            label={t("deals.content")}
            autosize
            minRows={3}
            maxLength={20_000}
            value={content}
            onChange={(event) => setContent(event.currentTarget.value)}
            data-autofocus
          />
          {write.error && <p className={classes.late}>{reasonOf(write.error, t)}</p>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={write.isPending} disabled={instant === null || methodId === null}>
              {t("deals.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
