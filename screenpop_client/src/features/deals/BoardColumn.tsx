import { Button } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { nameIn, useCards } from "@/app/dealQueries";
import { useText } from "@/app/text";
import { type Card, cardsOn, figuresOn, type Pending } from "@/model/dealBoard";
import type { FilterNode } from "@/model/listFilter";
import { Await } from "@/ui/States";
import type { BoardColumn as Column } from "@/wire/messages.gen";
import { BoardCard } from "./BoardCard";
import classes from "./deals.module.css";

type BoardColumnProps = {
  readonly column: Column;
  readonly pipelineId: number;
  readonly filter: FilterNode | null;
  readonly search: string;
  readonly pending: Pending;
  readonly chosen: number | null;
  readonly dragged: Card | null;
  readonly onChoose: (id: number) => void;
  readonly onDrag: (card: Card | null) => void;
  readonly onDrop: (card: Card, stageId: number) => void;
  /** Tells which cards stand here, in order: keys walk over them. */
  readonly onCards: (stageId: number, cards: readonly Card[]) => void;
};

/** One stage: its figures, and its cards a page at a time. */
export function BoardColumn(props: BoardColumnProps) {
  const { column, pipelineId, filter, search, pending, dragged, onCards, onDrop } = props;
  const { stage } = column;
  const text = useText();
  const found = useCards(pipelineId, stage.id, filter, search);
  const cards = useMemo(() => cardsOn(stage.id, found.cards, pending), [stage.id, found.cards, pending]);
  const [isOver, setOver] = useState(false);
  useEffect(() => onCards(stage.id, cards), [onCards, stage.id, cards]);
  return (
    <section
      className={classes.column}
      data-kind={stage.kind}
      data-stage={stage.id}
      data-over={isOver && dragged !== null}
      aria-label={nameIn(text, stage)}
      onDragOver={(event) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (dragged) onDrop(dragged, stage.id);
      }}
    >
      <Head column={column} pending={pending} />
      <Await query={found}>
        <Cards {...props} cards={cards} />
        {found.hasNextPage && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {text.t("common.more")}
          </Button>
        )}
      </Await>
    </section>
  );
}

function Cards({ column, pending, chosen, onChoose, onDrag, cards }: BoardColumnProps & { cards: readonly Card[] }) {
  const { t } = useText();
  if (cards.length === 0) return <p className={classes.none}>{t("deals.noneHere")}</p>;
  return (
    <ul className={classes.cards}>
      {cards.map((card) => (
        <BoardCard
          key={card.id}
          card={card}
          rotsBefore={pending.has(card.id) ? null : column.rots_before}
          isOpen={column.stage.kind === "open"}
          isChosen={chosen === card.id}
          isPending={pending.has(card.id)}
          onChoose={onChoose}
          onDrag={onDrag}
        />
      ))}
    </ul>
  );
}

function Head({ column, pending }: { readonly column: Column; readonly pending: Pending }) {
  const text = useText();
  const { t, format } = text;
  const { stage } = column;
  const known = { count: column.count, amount: Number(column.amount), forecast: Number(column.forecast) };
  const { count, amount, forecast } = figuresOn(stage, known, pending);
  return (
    <header className={classes.columnHead}>
      <h2>
        {nameIn(text, stage)}
        {stage.kind === "open" && <small>{t("deals.percent", { percent: stage.probability })}</small>}
      </h2>
      <p>
        <span>{t("deals.count", { count: format.number(count) })}</span>
        <b>{format.number(Math.round(amount))}</b>
      </p>
      {stage.kind === "open" && (
        <p className={classes.muted}>
          <span>{t("deals.forecast")}</span>
          <span>{format.number(Math.round(forecast))}</span>
        </p>
      )}
    </header>
  );
}
