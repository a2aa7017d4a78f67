import { Button, Text } from "@mantine/core";
import { IconPhoneCalling } from "@tabler/icons-react";
import { useState } from "react";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { audienceOf } from "@/model/audience";
import { Panel } from "@/ui/Panel";
import type { RecordView, RoundAction, RoundAudience, RoundProgress, RoundState } from "@/wire/messages.gen";
import classes from "./rounds.module.css";
import { useAudience, useMove } from "./useRound";

const STATES = [
  "waiting",
  "interested",
  "refused",
  "reached",
  "wrong_number",
  "skipped",
  "no_calls",
  "no_number",
] as const;

const MOVES: Readonly<Record<RoundState, readonly Exclude<RoundAction, "close">[]>> = {
  draft: ["start"],
  open: ["pause"],
  paused: ["resume"],
  closed: [],
};

type RoundProgressProps = {
  readonly progress: RoundProgress;
  readonly round: RecordView;
  readonly mayMove: boolean;
};

/** Where a round is, what became of its people, and what can be done with it. */
export function RoundProgressPanel({ progress, round, mayMove }: RoundProgressProps) {
  const { t, format } = useText();
  const { state, counts } = progress;
  return (
    <Panel title={`${t("round.progress")}: ${t(`round.state.${state}`)}`}>
      <div className={classes.form}>
        {state === "draft" ? (
          <Whom progress={progress} round={round} mayMove={mayMove} />
        ) : (
          <dl className={classes.states} data-testid="round-counts">
            {STATES.filter((one) => counts[one] || one === "waiting").map((one) => (
              <div key={one}>
                <dt>{t(`round.of.${one}`)}: </dt>
                <dd>{format.number(counts[one] ?? 0)}</dd>
              </div>
            ))}
          </dl>
        )}
        <div className={classes.row}>
          {state === "open" && (
            <Button
              component="a"
              size="xs"
              href={hrefTo({ page: "calling", id: progress.id })}
              leftSection={<IconPhoneCalling size={15} aria-hidden="true" />}
            >
              {t("round.work")}
            </Button>
          )}
          {mayMove && <Moves progress={progress} version={Math.max(progress.version, round.version)} />}
        </div>
      </div>
    </Panel>
  );
}

/** Begins what is shown: a round that was edited since it was counted has another version. */
function Moves({ progress, version }: { readonly progress: RoundProgress; readonly version: number }) {
  const { t } = useText();
  const move = useMove(progress.id);
  const [isAsked, setAsked] = useState(false);
  const { state } = progress;
  const mayClose = state === "open" || state === "paused";
  return (
    <>
      {MOVES[state].map((action) => (
        <Button
          key={action}
          size="xs"
          variant={action === "start" ? "filled" : "default"}
          loading={move.isPending}
          onClick={() => move.mutate({ action, version })}
        >
          {t(`round.${action}`)}
        </Button>
      ))}
      {mayClose && (
        <Button
          size="xs"
          color={isAsked ? "red" : undefined}
          variant={isAsked ? "filled" : "default"}
          onClick={() => (isAsked ? move.mutate({ action: "close", version }) : setAsked(true))}
          onBlur={() => setAsked(false)}
        >
          {t(isAsked ? "round.closeSure" : "round.close")}
        </Button>
      )}
    </>
  );
}

/** To whom a round that has not begun would go. */
function Whom({ progress, round, mayMove }: RoundProgressProps) {
  const { t, format } = useText();
  const kind = audienceOf(String(round.record.audience ?? ""));
  const audience = useAudience(progress.id, round.version, mayMove && kind !== null);
  if (kind === null) {
    return (
      <Text size="sm" c="dimmed">
        {t("round.whom.nobody")}
      </Text>
    );
  }
  return (
    <Text size="sm" role="status">
      {[`${t("round.whom")}: ${t(`round.whom.${kind}`)}`, ...parts(audience.data)].join(" · ")}
      {audience.error && <span className={classes.wrong}> {reasons(audience.error)}</span>}
    </Text>
  );

  function parts(counted: RoundAudience | undefined): string[] {
    if (!counted) return [];
    const said = (key: "without" | "noCalls" | "repeated", count: number) =>
      count > 0 ? [t(`round.count.${key}`, { count: format.number(count) })] : [];
    return [
      t("round.count", { count: format.number(counted.entries) }),
      ...said("without", counted.without_number),
      ...said("noCalls", counted.wanting_no_calls),
      ...said("repeated", counted.repeated),
    ];
  }
}

function reasons(error: Error): string {
  const fields = (error as { info?: { fields?: Record<string, { message: string }> } }).info?.fields ?? {};
  return Object.values(fields)
    .map((field) => field.message)
    .join(" ");
}
