import { Button, Group, MultiSelect, Table, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useText } from "@/app/text";
import { Panel } from "@/ui/Panel";
import { Empty } from "@/ui/States";
import type { Topic, Webhook } from "@/wire/messages.gen";
import { programs } from "@/wire/programs";
import { DeliveriesPanel } from "./DeliveriesPanel";
import { Secret } from "./Secret";
import classes from "./tokens.module.css";
import { mistakeOf, useWriting } from "./useWriting";
import { WideTable } from "./WideTable";

const TOPICS: readonly Topic[] = [
  "lead.created",
  "lead.changed",
  "deal.created",
  "deal.changed",
  "deal.archived",
  "contract.created",
  "contract.changed",
  "contract.archived",
  "call.ended",
  "call.missed",
];

/** Who is told what happened, and what they were told. */
export function WebhooksPanel() {
  const { t } = useText();
  const [chosen, setChosen] = useState<number | null>(null);
  const found = useQuery({ queryKey: ["programs", "webhooks"], queryFn: programs.webhooks });
  const hooks = found.data ?? [];
  const shown = hooks.find((hook) => hook.id === chosen);
  return (
    <>
      <NewWebhook />
      <Panel title={t("programs.webhooks")}>
        {found.isSuccess && hooks.length === 0 ? (
          <Empty title={t("programs.noWebhooks")} />
        ) : (
          <Webhooks hooks={hooks} onShow={setChosen} />
        )}
      </Panel>
      {shown && <DeliveriesPanel key={shown.id} hook={shown} />}
    </>
  );
}

function NewWebhook() {
  const { t } = useText();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [topics, setTopics] = useState<string[]>(["lead.created"]);
  const [secret, setSecret] = useState("");
  const add = useWriting("webhooks", programs.addWebhook, (made) => {
    setSecret(made.secret);
    setName("");
    setUrl("");
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ name, url, topics: topics as Topic[] });
  };
  if (secret !== "") return <Secret text={secret} onDone={() => setSecret("")} />;
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t("programs.name")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={mistakeOf(add.error, "name")}
      />
      <TextInput
        label={t("programs.url")}
        placeholder="https://"
        w={300}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={mistakeOf(add.error, "url")}
      />
      <MultiSelect
        label={t("programs.topics")}
        w={340}
        data={TOPICS.map((topic) => ({ value: topic, label: t(`programs.event.${topic}`) }))}
        value={topics}
        onChange={setTopics}
        error={mistakeOf(add.error, "topics")}
      />
      <Button type="submit" loading={add.isPending}>
        {t("programs.addWebhook")}
      </Button>
    </form>
  );
}

type WebhooksProps = { readonly hooks: readonly Webhook[]; readonly onShow: (id: number) => void };

function Webhooks({ hooks, onShow }: WebhooksProps) {
  const { t } = useText();
  const ping = useWriting("webhooks", programs.pingWebhook, (asked) => onShow(Number(asked.record_key)));
  const remove = useWriting("webhooks", programs.deleteWebhook);
  const change = useWriting("webhooks", ({ id, name, url, topics, is_active }: Webhook) =>
    programs.changeWebhook(id, { name, url, topics, is_active }),
  );
  const ask = (hook: Webhook) => {
    if (window.confirm(t("programs.deleteSure", { name: hook.name }))) remove.mutate(hook.id);
  };
  return (
    <WideTable
      heads={[
        t("programs.name"),
        t("programs.url"),
        t("programs.topics"),
        t("programs.waiting"),
        t("programs.givenUp"),
        t("programs.state"),
      ]}
    >
      {hooks.map((hook) => (
        <Table.Tr key={hook.id}>
          <Table.Td>{hook.name}</Table.Td>
          <Table.Td className={classes.secret}>{hook.url}</Table.Td>
          <Table.Td>{hook.topics.map((topic) => t(`programs.event.${topic}`)).join(", ")}</Table.Td>
          <Table.Td>{hook.waiting}</Table.Td>
          <Table.Td>{hook.given_up}</Table.Td>
          <Table.Td>
            <Group gap="xs">
              {t(hook.is_active ? "programs.hookWorking" : "programs.hookStopped")}
              <Small label={t("programs.ping")} onClick={() => ping.mutate(hook.id)} />
              <Small label={t("programs.deliveries")} onClick={() => onShow(hook.id)} />
              <Small
                label={t(hook.is_active ? "programs.stop" : "programs.start")}
                onClick={() => change.mutate({ ...hook, is_active: !hook.is_active })}
              />
              <Small label={t("programs.delete")} onClick={() => ask(hook)} />
            </Group>
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

function Small({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="default" onClick={onClick}>
      {label}
    </Button>
  );
}
