import { type Say, useText } from "@/app/text";
import { assertNever } from "@/model/assertNever";
import { duration } from "@/model/datetime";
import type { CallRow, MomentRow, UnparkReason } from "@/wire/messages.gen";
import { colleagueOf, doerOf, isUntaken, type ToldMoment, targetOf, toldMoments } from "./callMoments";
import classes from "./calls.module.css";

/** What happened to the customer, in words: the picture's marks by their numbers, queues and holds between them. */
export function MomentsList({ call, moments }: { call: CallRow; moments: readonly MomentRow[] }) {
  const { t } = useText();
  const told = toldMoments(moments);
  if (told.length === 0) return null;
  const start = Date.parse(call.started_at);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (axe)
    <section className={classes.moments} aria-label={t("callPage.course")} tabIndex={0} data-testid="moments">
      <ol>
        {told.map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: moments have no identity of their own and never move
          <li key={place} data-kind={one.moment.kind}>
            <time dateTime={one.moment.at}>{duration((Date.parse(one.moment.at) - start) / 1000)}</time>
            <span className={classes.number}>{one.number}</span>
            <bdi>{momentText(call, one, t)}</bdi>
          </li>
        ))}
      </ol>
    </section>
  );
}

function momentText(call: CallRow, { moment, end }: ToldMoment, t: Say): string {
  const who = doerOf(moment) || t("callPage.unknownWho");
  const target = moment.target;
  switch (moment.kind) {
    case "queued": {
      if (!end) return t("moment.queued", { target });
      const key = end.reason === "caller_gone" ? "moment.queueAbandoned" : "moment.queueLeft";
      return t(key, { target, time: duration(end.seconds) });
    }
    case "held":
      return end ? t("moment.held", { who, time: duration(end.seconds) }) : t("moment.holding", { who });
    case "blind":
    case "attended": {
      const text = t(`moment.${moment.kind}`, { who, whom: targetOf(moment) || t("callPage.unknownWho") });
      return isUntaken(call, moment) ? `${text}${t("moment.untaken")}` : text;
    }
    case "picked_up":
      return t("moment.pickedUp", { who, whom: colleagueOf(moment) || t("callPage.unknownWho") });
    case "parked":
      return t("moment.parked", { who, target });
    case "unparked": {
      const reason: UnparkReason = moment.reason || "retrieved";
      return t(`moment.unparked.${reason}`, { who, target, time: duration(moment.seconds) });
    }
    case "resumed":
    case "left_queue":
      return ""; // told with what they end
    default:
      return assertNever(moment.kind);
  }
}
