import { useMemo } from "react";
import { useCallLegs } from "@/app/queries";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { duration } from "@/model/datetime";
import { type Column, ListTable } from "@/ui/ListTable";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { CallRow, LegRow } from "@/wire/messages.gen";
import classes from "./calls.module.css";
import { callSeconds, type LegBar, legBars } from "./legBars";

const WIDTH = 600;
const ROW = 22;
const LEFT = 130;

const who = (leg: LegRow) => leg.operator || leg.endpoint;

/** The phones of a call: a picture over time, and the same in a table. */
export function LegsPanel({ call }: { call: CallRow }) {
  const { t } = useText();
  const legs = useCallLegs(call.call_id);
  const now = useNow(call.ended_at ? 3_600_000 : 1000);
  const rows = legs.data ?? [];
  const bars = legBars(call, rows, now);
  return (
    <Panel title={t("callPage.legs")}>
      <Await query={legs}>
        {rows.length === 0 ? (
          <Empty title={t("callPage.noLegs")} />
        ) : (
          <>
            <Picture legs={rows} bars={bars} seconds={callSeconds(call, now)} />
            <LegsTable legs={rows} bars={bars} />
          </>
        )}
      </Await>
    </Panel>
  );
}

type PictureProps = { readonly legs: readonly LegRow[]; readonly bars: readonly LegBar[]; readonly seconds: number };

function Picture({ legs, bars, seconds }: PictureProps) {
  const { t } = useText();
  const height = legs.length * ROW + 18;
  const x = (share: number) => LEFT + share * (WIDTH - LEFT);
  const bar = (span: LegBar["ring"], row: number, name: string | undefined) =>
    span && (
      <rect
        className={name}
        x={x(span.from)}
        y={row * ROW + 4}
        width={Math.max(2, x(span.to) - x(span.from))}
        height={ROW - 8}
      />
    );
  return (
    <div className={classes.picture}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t("callPage.picture")}>
        {legs.map((leg, row) => (
          <g key={leg.leg_id}>
            <text className={classes.label} x={0} y={row * ROW + 15}>
              {who(leg).slice(0, 20)}
            </text>
            <line className={classes.axis} x1={LEFT} x2={WIDTH} y1={row * ROW + 11} y2={row * ROW + 11} />
            {bar(bars[row]?.ring ?? null, row, classes.ring)}
            {bar(bars[row]?.talk ?? null, row, classes.talk)}
          </g>
        ))}
        <text className={classes.label} x={LEFT} y={height - 3}>
          0:00
        </text>
        <text className={classes.label} x={WIDTH} y={height - 3} textAnchor="end">
          {duration(seconds)}
        </text>
      </svg>
      <p className={classes.legend} aria-hidden="true">
        <span>{t("callPage.ringSeconds")}</span>
        <span data-kind="talk">{t("callPage.talkSeconds")}</span>
      </p>
    </div>
  );
}

function LegsTable({ legs, bars }: { legs: readonly LegRow[]; bars: readonly LegBar[] }) {
  const { t, format } = useText();
  const talk = new Map(bars.map((bar) => [bar.key, bar.talkSeconds]));
  const columns = useMemo(
    (): readonly Column<LegRow>[] => [
      { id: "phone", title: t("callPage.phone"), width: 120, cell: who },
      { id: "rang", title: t("callPage.rang"), width: 80, cell: (leg) => format.time(leg.rang_at) },
      {
        id: "ring",
        title: t("callPage.ringSeconds"),
        width: 76,
        isNumber: true,
        cell: (leg) => duration(leg.ring_seconds),
      },
      {
        id: "end",
        title: t("callPage.end"),
        width: 150,
        grows: true,
        cell: (leg) => t(`callPage.ringEnd.${leg.ring_end}`),
      },
    ],
    [t, format],
  );
  const talkColumn: Column<LegRow> = {
    id: "talk",
    title: t("callPage.talkSeconds"),
    width: 84,
    isNumber: true,
    cell: (leg) => ((talk.get(leg.leg_id) ?? 0) > 0 ? duration(talk.get(leg.leg_id) ?? 0) : ""),
  };
  return (
    <ListTable
      label={t("callPage.legs")}
      columns={[...columns, talkColumn]}
      rows={legs}
      keyOf={(leg: LegRow) => leg.leg_id}
    />
  );
}
