import { Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCalendarEvent } from "@tabler/icons-react";
import { memo } from "react";
import { hrefToRecord } from "@/app/router";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { type Card, isRotten, stayUnit } from "@/model/dealBoard";
import { Name } from "@/ui/Name";
import classes from "./deals.module.css";

type BoardCardProps = {
  readonly card: Card;
  readonly rotsBefore: string | null;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  readonly isPending: boolean;
  readonly onChoose: (id: number) => void;
  readonly onDrag: (card: Card | null) => void;
};

/** One deal on the board: what, to whom, for how much, whose, how long it stands, what is next (R123). */
export const BoardCard = memo(function BoardCard({ card, rotsBefore, isOpen, ...props }: BoardCardProps) {
  const { isChosen, isPending, onChoose, onDrag } = props;
  const { t, format } = useText();
  const whole = (sum: unknown) => format.number(Math.round(Number(sum ?? 0)));
  const name = String(card.name ?? "");
  const whom = String(card.organization_name || card.person_name || "");
  return (
    <li
      className={classes.card}
      data-deal={card.id}
      data-pending={isPending}
      data-rotten={isOpen && isRotten(card, rotsBefore)}
      tabIndex={isChosen ? 0 : -1}
      aria-label={[name, whom, whole(card.amount_base)].filter(Boolean).join(", ")}
      draggable={!isPending}
      onFocus={() => onChoose(card.id)}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", String(card.id));
        onDrag(card);
      }}
      onDragEnd={() => onDrag(null)}
    >
      <a className={classes.cardName} href={hrefToRecord("deal", card.id) ?? undefined} tabIndex={-1} draggable={false}>
        <Name>{name}</Name>
      </a>
      {whom && (
        <span className={classes.muted}>
          <Name>{whom}</Name>
        </span>
      )}
      <span className={classes.cardLine}>
        <b>{whole(card.amount_base)}</b>
        <span className={classes.muted}>
          <Name>{String(card.owner_name ?? "")}</Name>
        </span>
      </span>
      {isOpen && <Progress card={card} isRotten={isRotten(card, rotsBefore)} rottenText={t("deals.rotten")} />}
    </li>
  );
});

function Progress({ card, isRotten: isLate, rottenText }: { card: Card; isRotten: boolean; rottenText: string }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const next = typeof card.next_at === "string" ? card.next_at : null;
  const stands = stayUnit((now - Date.parse(String(card.stage_at))) / 1000);
  const isOverdue = next !== null && Date.parse(next) < now;
  return (
    <span className={classes.cardLine}>
      <Tooltip label={isLate ? rottenText : t("deals.since", { at: format.dateTime(String(card.stage_at)) })}>
        <span className={classes.age} data-late={isLate}>
          {isLate && <IconAlertTriangle size={13} aria-hidden="true" />}
          {t(`deals.stay.${stands.unit}`, { count: stands.count })}
          {isLate && <span className="visuallyHidden">{rottenText}</span>}
        </span>
      </Tooltip>
      <span className={classes.age} data-late={isOverdue}>
        <IconCalendarEvent size={13} aria-hidden="true" />
        <span className="visuallyHidden">{t("deals.next")}</span>
        {next === null ? t("deals.noNext") : format.moment(next, now)}
      </span>
    </span>
  );
}
