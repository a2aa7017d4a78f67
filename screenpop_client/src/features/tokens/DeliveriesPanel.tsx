import { Button, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Say, useText } from "@/app/text";
import { isMessage } from "@/i18n/translate";
import { Panel } from "@/ui/Panel";
import { Empty } from "@/ui/States";
import type { Webhook } from "@/wire/messages.gen";
import { programs } from "@/wire/programs";
import classes from "./tokens.module.css";
import { useWriting } from "./useWriting";
import { WideTable } from "./WideTable";

const LOOK_AGAIN_MS = 3_000;

/** What one webhook was told, fetched anew while the page is open; each can be told again. */
export function DeliveriesPanel({ hook }: { readonly hook: Webhook }) {
  const { t, format } = useText();
  const found = useQuery({
    queryKey: ["programs", "webhooks", hook.id, "deliveries"],
    queryFn: () => programs.deliveries(hook.id),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const again = useWriting("webhooks", (deliveryId: number) => programs.replay(hook.id, deliveryId));
  const all = useWriting("webhooks", () => programs.replayGivenUp(hook.id));
  const rows = found.data ?? [];
  return (
    <Panel title={`${t("programs.deliveries")}: ${hook.name}`}>
      {hook.given_up > 0 && (
        <Button size="compact-sm" variant="default" onClick={() => all.mutate(undefined)}>
          {t("programs.againAll")}
        </Button>
      )}
      {found.isSuccess && rows.length === 0 ? (
        <Empty title={t("programs.noDeliveries")} />
      ) : (
        <WideTable
          heads={[
            t("programs.event"),
            t("programs.record"),
            t("programs.at"),
            t("programs.state"),
            t("programs.tries"),
            t("programs.answer"),
            t("programs.again"),
          ]}
        >
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>{topicText(row.topic, t)}</Table.Td>
              <Table.Td>{row.record_key}</Table.Td>
              <Table.Td>{format.dateTime(row.at)}</Table.Td>
              <Table.Td>{t(`programs.delivery.${row.state}`)}</Table.Td>
              <Table.Td>{row.tries}</Table.Td>
              <Table.Td className={classes.secret}>{row.problem || row.status}</Table.Td>
              <Table.Td>
                {row.state !== "waiting" && (
                  <Button size="compact-xs" variant="default" onClick={() => again.mutate(row.id)}>
                    {t("programs.again")}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
    </Panel>
  );
}

/** A ping is no topic to choose, and a topic of another version has no word. */
function topicText(topic: string, t: Say): string {
  const key = `programs.event.${topic}`;
  return isMessage(key) ? t(key) : topic;
}
