import { Alert, Button, Select } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { nameIn, useBoard, usePipelines } from "@/app/dealQueries";
import { useListMeta } from "@/app/listQueries";
import { hrefTo, hrefToRecord, navigate, numberParam, type Route } from "@/app/router";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { type Card, stepOf } from "@/model/dealBoard";
import { writeFilter } from "@/model/listFilter";
import { type ListState, readListState, writeListState } from "@/model/listState";
import { said } from "@/ui/list/cells";
import { FilterBar } from "@/ui/list/FilterBar";
import { Search } from "@/ui/list/Search";
import { Await } from "@/ui/States";
import type { Board, PipelineView } from "@/wire/messages.gen";
import { BoardColumn } from "./BoardColumn";
import { DealsSwitch } from "./DealsSwitch";
import classes from "./deals.module.css";
import { MoveDialog } from "./MoveDialog";
import { useBoardMoves } from "./useBoardMoves";

/** R118, R122, R123: the deals of a pipeline by their stages. The address holds the pipeline, filter and search. */
export function BoardPage({ route }: { route: Route }) {
  const pipelines = usePipelines();
  const used = useMemo(() => (pipelines.data ?? []).filter((one) => one.is_active), [pipelines.data]);
  const pipelineId = numberParam(route, "pipeline") ?? used[0]?.id;
  return (
    <div className="listPage">
      <Await query={pipelines}>
        {pipelineId !== undefined && (
          <OfPipeline key={pipelineId} pipelineId={pipelineId} pipelines={used} route={route} />
        )}
      </Await>
    </div>
  );
}

type OfPipelineProps = {
  readonly pipelineId: number;
  readonly pipelines: readonly PipelineView[];
  readonly route: Route;
};

function OfPipeline({ pipelineId, pipelines, route }: OfPipelineProps) {
  const state = readListState(route.params);
  const revision = numberParam(route, "revision");
  const asked = { filter: writeFilter(state.filter), search: state.search };
  const board = useBoard(pipelineId, revision, asked);
  const go = (next: ListState, more: Readonly<Record<string, number | null>>) => {
    const place: Record<string, string | number> = { ...writeListState(next) };
    for (const [name, value] of Object.entries({ pipeline: pipelineId, revision, ...more })) {
      if (value !== null) place[name] = value;
    }
    navigate({ page: route.page, id: "board", params: place });
  };
  return (
    <>
      <Bar pipelineId={pipelineId} pipelines={pipelines} state={state} go={go} />
      <Await query={board}>
        {board.data && (
          <>
            <Older board={board.data} go={(wanted) => go(state, { revision: wanted })} />
            <Columns key={`${pipelineId} ${board.data.revision}`} board={board.data} state={state} />
          </>
        )}
      </Await>
    </>
  );
}

type BarProps = {
  readonly pipelineId: number;
  readonly pipelines: readonly PipelineView[];
  readonly state: ListState;
  readonly go: (next: ListState, more: Readonly<Record<string, number | null>>) => void;
};

function Bar({ pipelineId, pipelines, state, go }: BarProps) {
  const text = useText();
  const meta = useListMeta("deal");
  const { me } = useSession();
  const isManager = me.operator.role === "manager" || me.operator.role === "admin";
  return (
    <div className={classes.bar}>
      <h1>{meta ? said(meta.many, text) : ""}</h1>
      <DealsSwitch shown="board" state={state} />
      <Select
        size="xs"
        w={190}
        aria-label={text.t("deals.pipeline")}
        data={pipelines.map((one) => ({ value: String(one.id), label: nameIn(text, one) }))}
        value={String(pipelineId)}
        allowDeselect={false}
        onChange={(value) => go(state, { pipeline: Number(value), revision: null })}
      />
      <Search value={state.search} onSearch={(search) => go({ ...state, search }, {})} />
      {meta && <FilterBar meta={meta} filter={state.filter} onFilter={(filter) => go({ ...state, filter }, {})} />}
      <span className={classes.rest} />
      {isManager && (
        <Button
          component="a"
          size="xs"
          variant="default"
          href={hrefTo({ page: "pipelines", id: pipelineId })}
          leftSection={<IconSettings size={14} aria-hidden="true" />}
        >
          {text.t("deals.editPipeline")}
        </Button>
      )}
    </div>
  );
}

/** Rule 1 of the model: open deals that go through older stages are on a board of their own. */
function Older({ board, go }: { readonly board: Board; readonly go: (revision: number | null) => void }) {
  const { t, format } = useText();
  const isOld = board.revision !== board.present_revision;
  if (!isOld && board.older.length === 0) return null;
  return (
    <Alert className={classes.older} variant="light" p="xs">
      {isOld && (
        <Button size="compact-xs" variant="subtle" onClick={() => go(null)}>
          {t("deals.toPresent", { revision: board.present_revision })}
        </Button>
      )}
      {board.older.map((older) => (
        <Button
          key={older.revision}
          size="compact-xs"
          variant={older.revision === board.revision ? "filled" : "subtle"}
          aria-pressed={older.revision === board.revision}
          onClick={() => go(older.revision)}
        >
          {t("deals.onRevision", { count: format.number(older.deals), revision: older.revision })}
        </Button>
      ))}
    </Alert>
  );
}

function Columns({ board, state }: { readonly board: Board; readonly state: ListState }) {
  const { t } = useText();
  const stages = useMemo(() => board.columns.map((column) => column.stage), [board.columns]);
  const moves = useBoardMoves(stages);
  const [dragged, setDragged] = useState<Card | null>(null);
  const [shown, setShown] = useState<ReadonlyMap<number, readonly Card[]>>(new Map());
  const [chosen, setChosen] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const keep = useCallback(
    (stageId: number, cards: readonly Card[]) => setShown((before) => new Map(before).set(stageId, cards)),
    [],
  );
  const columns = stages.map((stage) => ({ stageId: stage.id, ids: (shown.get(stage.id) ?? []).map(({ id }) => id) }));
  const cards = [...shown.values()].flat();
  const tabbed = cards.some((card) => card.id === chosen) ? chosen : (columns.flatMap(({ ids }) => ids)[0] ?? null);
  useFollowed(box, chosen, moves.pending, moves.question === null);
  const press = (event: React.KeyboardEvent<HTMLElement>) => {
    const card =
      event.target instanceof HTMLElement && event.target.dataset.deal ? Number(event.target.dataset.deal) : null;
    const held = cards.find((one) => one.id === card);
    if (!held) return;
    if (event.key === "Enter") window.location.hash = hrefToRecord("deal", held.id) ?? "";
    const step = stepOf(event.nativeEvent, columns, held.id);
    if (step === null) return;
    event.preventDefault();
    if (step.kind === "choose") focusCard(box.current, step.id);
    else if (step.kind === "move") moves.bring(held, step.stageId);
    else moves.ask(held);
  };
  return (
    <>
      <p className="visuallyHidden">{t("deals.keysHint")}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the cards in it have the focus */}
      <div className={classes.board} ref={box} onKeyDown={press}>
        {board.columns.map((column) => (
          <BoardColumn
            key={column.stage.id}
            column={column}
            pipelineId={board.pipeline_id}
            filter={state.filter}
            search={state.search}
            pending={moves.pending}
            chosen={tabbed}
            dragged={dragged}
            onChoose={setChosen}
            onDrag={setDragged}
            onDrop={(card, stageId) => {
              setDragged(null);
              moves.bring(card, stageId);
            }}
            onCards={keep}
          />
        ))}
      </div>
      <div className="visuallyHidden" role="status">
        {moves.said}
      </div>
      {moves.question && (
        <MoveDialog
          title={t("deals.moveTitle", { deal: String(moves.question.card.name) })}
          stages={moves.question.stages}
          onMove={moves.answer}
          onClose={moves.cancel}
        />
      )}
    </>
  );
}

function focusCard(box: HTMLElement | null, id: number): void {
  box?.querySelector<HTMLElement>(`[data-deal="${id}"]`)?.focus();
}

/** Keep the focus with a card that goes to another stage, where it is drawn anew. */
function useFollowed(
  box: React.RefObject<HTMLDivElement | null>,
  chosen: number | null,
  pending: ReadonlyMap<number, unknown>,
  isFree: boolean,
): void {
  const followed = useRef(false);
  useEffect(() => {
    if (chosen !== null && pending.has(chosen)) followed.current = true;
    if (!followed.current || !isFree || chosen === null) return;
    if (document.activeElement === document.body || box.current?.contains(document.activeElement)) {
      focusCard(box.current, chosen);
    }
    if (!pending.has(chosen)) followed.current = false;
  }, [box, chosen, pending, isFree]);
}
