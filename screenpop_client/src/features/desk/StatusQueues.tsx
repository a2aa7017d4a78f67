import { Menu } from "@mantine/core";
import { absenceWords } from "@/app/absence";
import { useSession } from "@/app/session";
import { type Say, useText } from "@/app/text";
import { spansPbxs, troubledQueues, whyOf } from "@/model/ownQueues";
import type { OwnQueue, OwnState } from "@/wire/messages.gen";
import classes from "./StatusControl.module.css";

/** The operator's queues as the PBX has them, and what becomes of them when the operator goes: a part of the menu. */
export function StatusQueues({ own }: { readonly own: OwnState | null }) {
  const { t } = useText();
  const { me } = useSession();
  const queues = own?.queues ?? [];
  return (
    <>
      {own && queues.length > 0 && (
        <>
          <Menu.Divider />
          <Menu.Label>{t("queues.title")}</Menu.Label>
          {/* biome-ignore lint/a11y/useSemanticElements: a menu may have groups, and neither lists nor fieldsets */}
          <div role="group" className={classes.queues} aria-label={t("queues.title")} data-testid="own-queues">
            {queues.map((queue) => (
              <div key={`${queue.pbx} ${queue.queue}`} data-state={queue.state}>
                <bdi>{nameOf(own, queue, t)}</bdi>
                <span>{stateOf(queue, t)}</span>
              </div>
            ))}
          </div>
        </>
      )}
      <Menu.Divider />
      <Menu.Label>{t("absence.title")}</Menu.Label>
      <div className={classes.absence} data-testid="absence">
        {absenceWords(me.absence, me.operator.device_mode, t).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </>
  );
}

/** Say what is wrong between the status and the PBX's queues, and how the operator stands there; "" when all is well. */
export function troubleWords(own: OwnState, t: Say): string {
  const told = own.error ? own.queues : troubledQueues(own);
  const lines = told.map((queue) => t("queues.trouble", { queue: nameOf(own, queue, t), state: stateOf(queue, t) }));
  if (own.error) lines.unshift(t("presence.notTold", { why: t(`queues.why.${whyOf(own.error)}`) }));
  return lines.join(" ");
}

function nameOf(own: OwnState, { pbx, queue }: OwnQueue, t: Say): string {
  return spansPbxs(own) ? t("queues.of", { queue, pbx }) : queue;
}

function stateOf({ state, error }: OwnQueue, t: Say): string {
  if (!error) return t(`queues.${state}`);
  const why = t(`queues.why.${whyOf(error)}`);
  return state === "missing"
    ? t("queues.missingWhy", { why })
    : t("queues.notDone", { state: t(`queues.${state}`), why });
}
