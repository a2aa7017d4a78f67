/** A deal as a row of the list has it. */
export type Card = Readonly<Record<string, unknown>> & { readonly id: number; readonly stage?: unknown };

/** Moves that the server has not answered yet: the card, and where it is to stand. */
export type Pending = ReadonlyMap<number, { readonly card: Card; readonly stageId: number }>;

export const NOTHING_PENDING: Pending = new Map();

/** The cards of a stage as they are after the pending moves: those that come stand first. */
export function cardsOn(stageId: number, cards: readonly Card[], pending: Pending): readonly Card[] {
  const coming = [...pending.values()].filter((move) => move.stageId === stageId).map((move) => move.card);
  const staying = cards.filter((card) => !pending.has(card.id));
  return [...coming, ...staying];
}

export type Figures = { readonly count: number; readonly amount: number; readonly forecast: number };

type Stage = { readonly id: number; readonly kind: string; readonly probability: number };

/** The figures of a stage after the pending moves; what is exact comes with the server's answer. */
export function figuresOn(stage: Stage, figures: Figures, pending: Pending): Figures {
  let { count, amount, forecast } = figures;
  for (const { card, stageId } of pending.values()) {
    if (card.stage === stageId) continue; // the server knows of it already
    const sum = Number(card.amount_base ?? 0);
    if (stageId === stage.id) {
      count += 1;
      amount += sum;
      forecast += (sum * chance(stage, card)) / 100;
    } else if (card.stage === stage.id) {
      count -= 1;
      amount -= sum;
      forecast -= Number(card.forecast ?? 0);
    }
  }
  return { count, amount, forecast };
}

function chance(stage: Stage, card: Card): number {
  if (stage.kind !== "open") return stage.kind === "won" ? 100 : 0;
  return typeof card.probability === "number" ? card.probability : stage.probability;
}

/** What a key does to the card that is chosen: choose another, or move this one. */
export type BoardStep =
  | { readonly kind: "choose"; readonly id: number }
  | { readonly kind: "move"; readonly stageId: number }
  | { readonly kind: "ask" };

export type Column = { readonly stageId: number; readonly ids: readonly number[] };

type Key = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey">;

/** Read a key pressed on a card; null when it means nothing here. */
export function stepOf(key: Key, columns: readonly Column[], chosen: number): BoardStep | null {
  if (key.altKey || key.metaKey) return null;
  const column = columns.findIndex((one) => one.ids.includes(chosen));
  const ids = columns[column]?.ids ?? [];
  const row = ids.indexOf(chosen);
  if (key.code === "KeyM" && !key.ctrlKey) return { kind: "ask" };
  const side = key.key === "ArrowRight" ? 1 : key.key === "ArrowLeft" ? -1 : 0;
  if (side !== 0) return key.ctrlKey ? moveTo(columns[column + side]) : chooseBeside(columns, column, side, row);
  if (key.ctrlKey) return null;
  const wanted = { ArrowDown: row + 1, ArrowUp: row - 1, Home: 0, End: ids.length - 1 }[key.key];
  const id = wanted === undefined ? undefined : ids[wanted];
  return id === undefined ? null : { kind: "choose", id };
}

function moveTo(column: Column | undefined): BoardStep | null {
  return column ? { kind: "move", stageId: column.stageId } : null;
}

/** The card beside, over columns that have none. */
function chooseBeside(columns: readonly Column[], from: number, side: number, row: number): BoardStep | null {
  for (let place = from + side; columns[place]; place += side) {
    const ids = columns[place]?.ids ?? [];
    const id = ids[Math.min(row, ids.length - 1)];
    if (id !== undefined) return { kind: "choose", id };
  }
  return null;
}

/** Say whether a deal has stood on its stage too long: the server says since when that is. */
export function isRotten(card: Card, rotsBefore: string | null): boolean {
  return rotsBefore !== null && Date.parse(String(card.stage_at)) <= Date.parse(rotsBefore);
}

/** Days, hours or minutes of a stay, the largest that it has. */
export function stayUnit(seconds: number): { readonly unit: "day" | "hour" | "minute"; readonly count: number } {
  if (seconds >= 86_400) return { unit: "day", count: Math.floor(seconds / 86_400) };
  if (seconds >= 3_600) return { unit: "hour", count: Math.floor(seconds / 3_600) };
  return { unit: "minute", count: Math.floor(seconds / 60) };
}
