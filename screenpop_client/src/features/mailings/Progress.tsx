import { Alert, Button, Popover, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { textToInstant } from "@/model/datetime";
import { Panel } from "@/ui/Panel";
import type { MailingAction, MailingProgress, MailingState } from "@/wire/messages.gen";
import classes from "./mailings.module.css";
import { useMove } from "./useMailing";

const STATES = [
  "waiting",
  "sending",
  "sent",
  "delivered",
  "failed",
  "bounced",
  "uncertain",
  "skipped",
  "unsubscribed",
] as const;

const SIMPLE: Readonly<Partial<Record<MailingState, readonly Exclude<MailingAction, "start" | "schedule">[]>>> = {
  scheduled: ["withdraw", "cancel"],
  sending: ["pause", "cancel"],
  paused: ["resume", "cancel"],
};

type ProgressProps = { readonly progress: MailingProgress; readonly isReady: boolean };

/** Where a mailing is, what became of its letters, and what can be done with it. */
export function Progress({ progress, isReady }: ProgressProps) {
  const { t, format } = useText();
  const { me } = useSession();
  const mayMove = me.operator.role === "manager" || me.operator.role === "admin";
  const { counts, state, problem } = progress;
  const uncertain = counts.uncertain ?? 0;
  return (
    <Panel title={`${t("mailing.progress")}: ${t(`mailing.state.${state}`)}`}>
      <div className={classes.form}>
        <div role="status">
          <dl className={classes.states}>
            {STATES.filter((one) => counts[one]).map((one) => (
              <div key={one}>
                <dt>{t(`mailing.to.${one}`)}: </dt>
                <dd>{format.number(counts[one] ?? 0)}</dd>
              </div>
            ))}
          </dl>
        </div>
        {state === "scheduled" && (
          <Text size="sm">{t("mailing.scheduledFor", { at: format.dateTime(progress.scheduled_at) })}</Text>
        )}
        {state === "sending" && progress.next_try_at && (
          <Text size="sm">{t("mailing.nextTry", { at: format.dateTime(progress.next_try_at) })}</Text>
        )}
        {state === "sending" && problem && (
          <Alert color="orange" variant="outline">
            {t("mailing.problem", { problem })}
          </Alert>
        )}
        {(counts.bounced ?? 0) > 0 && (
          <Text size="sm" c="dimmed">
            {t("mailing.bouncedHint")}
          </Text>
        )}
        {uncertain > 0 && (
          <Alert color="orange" variant="outline">
            {t("mailing.uncertain", { count: uncertain })}
          </Alert>
        )}
        {mayMove && <Moves progress={progress} isReady={isReady} />}
      </div>
    </Panel>
  );
}

function Moves({ progress, isReady }: ProgressProps) {
  const { t } = useText();
  const move = useMove(progress.id);
  const { version, state } = progress;
  const mayStart = state === "draft" || state === "scheduled";
  return (
    <div className={classes.row}>
      {mayStart && <Start isReady={isReady} onStart={() => move.mutate({ action: "start", version })} />}
      {state === "draft" && (
        <Schedule isReady={isReady} onAt={(at) => move.mutate({ action: "schedule", version, at })} />
      )}
      {(SIMPLE[state] ?? []).map((action) => (
        <Button
          key={action}
          size="xs"
          variant="default"
          loading={move.isPending}
          onClick={() => move.mutate({ action, version })}
        >
          {t(`mailing.${action}`)}
        </Button>
      ))}
    </div>
  );
}

/** Letters cannot be taken back: starting is asked twice. */
function Start({ isReady, onStart }: { readonly isReady: boolean; readonly onStart: () => void }) {
  const { t } = useText();
  const [isAsked, setAsked] = useState(false);
  return (
    <Popover opened={isAsked} onChange={setAsked} trapFocus withArrow>
      <Popover.Target>
        <Button size="xs" disabled={!isReady} onClick={() => setAsked(true)}>
          {t("mailing.start")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw={300}>
        <Text size="sm">{t("mailing.startAsk")}</Text>
        <Button
          size="xs"
          mt="xs"
          onClick={() => {
            setAsked(false);
            onStart();
          }}
        >
          {t("mailing.startYes")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function Schedule({ isReady, onAt }: { readonly isReady: boolean; readonly onAt: (at: string) => void }) {
  const { t, zone } = useText();
  const [typed, setTyped] = useState("");
  const at = textToInstant(typed, zone, new Date());
  return (
    <>
      <TextInput
        size="xs"
        w={210}
        label={t("mailing.scheduleAt")}
        value={typed}
        error={typed !== "" && at === null ? t("mailing.scheduleWrong") : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" disabled={!isReady || at === null} onClick={() => at !== null && onAt(at)}>
        {t("mailing.schedule")}
      </Button>
    </>
  );
}
