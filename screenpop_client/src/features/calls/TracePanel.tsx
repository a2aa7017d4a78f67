import { Button, CopyButton, Stack, Text } from "@mantine/core";
import { useCallTrace } from "@/app/queries";
import { useText } from "@/app/text";
import { sinceStart } from "@/model/datetime";
import { Await } from "@/ui/States";
import type { CallTraceView } from "@/wire/messages.gen";
import classes from "./TracePanel.module.css";

/** Why a call did or did not become a card: the answer, then every step that led to it. */
export function TracePanel({ callId }: { callId: string }) {
  const trace = useCallTrace(callId);
  return <Await query={trace}>{trace.data && <Steps trace={trace.data} />}</Await>;
}

function Steps({ trace }: { trace: CallTraceView }) {
  const { t } = useText();
  if (trace.steps.length === 0) return <Text size="sm">{t("trace.none")}</Text>;
  return (
    <Stack gap="sm" align="flex-start">
      <Text fw={600} className={classes.verdict} data-testid="verdict">
        {trace.verdict}
      </Text>
      <ol className={classes.steps}>
        {trace.steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity of their own and never move
          <li key={place}>
            <time dateTime={step.at}>{sinceStart(trace.started_at, step.at)}</time>
            <bdi>{step.text}</bdi>
          </li>
        ))}
      </ol>
      <CopyButton value={trace.text}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy}>
            {t(copied ? "trace.copied" : "trace.copy")}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}
