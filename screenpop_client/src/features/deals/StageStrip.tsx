import { Alert, Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { nameIn, useMove } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { ApiError } from "@/wire/http";
import type { DealPath, RecordView, StageView } from "@/wire/messages.gen";
import classes from "./deals.module.css";
import { MoveDialog } from "./MoveDialog";

type StageStripProps = { readonly view: RecordView; readonly path: DealPath };

/** The stages of a deal in a row: a click, or arrows and Enter, brings it to one. */
export function StageStrip({ view, path }: StageStripProps) {
  const text = useText();
  const { t } = text;
  const move = useMove();
  const [asked, setAsked] = useState<StageView | null>(null);
  const presentId = Number(view.record.stage);
  const visited = new Set(path.stays.map((stay) => stay.stage_id));
  const send = (stage: StageView, reasonId: number | null) => {
    setAsked(null);
    const named = { deal: String(view.record.name ?? ""), stage: nameIn(text, stage) };
    move.mutate(
      { id: view.id, version: view.version, stageId: stage.id, reasonId },
      {
        onSuccess: () => notify(t, { color: "teal", message: t("deals.moved", named) }),
        onError: (error) => {
          const isStale = error instanceof ApiError && error.info.code === "record.changed";
          const message = isStale
            ? t("deals.stale", named)
            : t("deals.notMoved", { ...named, reason: reasonOf(error, t) });
          notify(t, { color: "red", message, seconds: 8 });
        },
      },
    );
  };
  const go = (stage: StageView) => {
    const asks = stage.kind === "lost" || (stage.kind === "won" && stage.required_method !== "");
    if (asks) setAsked(stage);
    else send(stage, null);
  };
  const offered = path.stages.find((stage) => stage.id === path.passed_to);
  return (
    <section className={classes.strip} aria-label={t("deals.stages")}>
      <ol onKeyDown={walk}>
        {path.stages.map((stage) => (
          <li key={stage.id} data-kind={stage.kind} data-passed={visited.has(stage.id) && stage.id !== presentId}>
            <button
              type="button"
              aria-current={stage.id === presentId ? "step" : undefined}
              disabled={move.isPending}
              onClick={() => stage.id !== presentId && go(stage)}
              title={stage.required_method && t("deals.passedBy", { method: stage.required_method })}
            >
              {visited.has(stage.id) && stage.id !== presentId && <IconCheck size={13} aria-hidden="true" />}
              {nameIn(text, stage)}
            </button>
          </li>
        ))}
      </ol>
      {path.is_rotten && <p className={classes.late}>{t("deals.rotten")}</p>}
      {offered && (
        <Alert variant="light" p="xs" mt="xs">
          {t("deals.maybePass", { stage: nameIn(text, offered) })}{" "}
          <Button size="compact-xs" ml="xs" onClick={() => go(offered)}>
            {t("deals.move")}
          </Button>
        </Alert>
      )}
      {asked && (
        <MoveDialog
          title={t("deals.moveTitle", { deal: String(view.record.name ?? "") })}
          stages={[asked]}
          onMove={send}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}

/** Arrows go from stage to stage; Enter and Space press the one with the focus. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const side = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (side === 0 || event.altKey) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const place = buttons.findIndex((button) => button.matches(":focus"));
  buttons[place + side]?.focus();
  event.preventDefault();
}
