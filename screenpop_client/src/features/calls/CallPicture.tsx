import { useId } from "react";
import { useText } from "@/app/text";
import { duration } from "@/model/datetime";
import type { CallRow, LegRow, MomentRow } from "@/wire/messages.gen";
import { customerSpans, toldMoments } from "./callMoments";
import classes from "./calls.module.css";
import { callTime, legBars, pictured, type Span } from "./legBars";
import { placed } from "./marks";

const WIDTH = 600;
const ROW = 22;
const LEFT = 130;
const HEAD = 16;
/** Rows beyond which the drawing may have to be scrolled. */
const TALL = 15;
const NAME_LENGTH = 20;
const ROOM = 40;
const KINDS = ["queue", "ring", "talk", "hold", "parked"] as const;
type Kind = (typeof KINDS)[number];

type PictureProps = {
  readonly call: CallRow;
  readonly legs: readonly LegRow[];
  readonly moments: readonly MomentRow[];
  readonly nowMs: number;
};

/** The call over time: the customer's waiting above, a row for each phone, a numbered mark for each hand-over. */
export function CallPicture({ call, legs, moments, nowMs }: PictureProps) {
  const { t } = useText();
  const time = callTime(call, nowMs);
  const shown = pictured(legs, ROOM);
  const waits = customerSpans(moments, time);
  const marks = toldMoments(moments).flatMap(({ moment, number }) =>
    number === null ? [] : [{ number, share: time.share(Date.parse(moment.at)) }],
  );
  const bars = legBars(call, shown, moments, nowMs);
  const hasCustomer = waits.length > 0 || marks.length > 0;
  const rows: readonly Row[] = [
    ...(hasCustomer ? [{ key: "customer", name: t("callPage.customer"), spans: waits }] : []),
    ...shown.map((leg, place) => ({
      key: leg.leg_id,
      name: leg.operator || leg.endpoint,
      spans: bars[place]?.spans ?? [],
    })),
  ];
  const used = new Set(rows.flatMap((row) => row.spans.map((span) => span.kind)));
  const left = legs.length - shown.length;
  return (
    <div className={classes.picture}>
      <div className={classes.drawing} tabIndex={rows.length > TALL ? 0 : undefined}>
        <Drawing rows={rows} marks={marks} seconds={time.seconds} />
      </div>
      <p className={classes.legend} aria-hidden="true">
        {KINDS.filter((kind) => used.has(kind)).map((kind) => (
          <span key={kind} data-kind={kind}>
            {t(`callPage.span.${kind}`)}
          </span>
        ))}
      </p>
      {left > 0 && <p className={classes.legend}>{t("callPage.morePhones", { count: left })}</p>}
    </div>
  );
}

type Row = { readonly key: string; readonly name: string; readonly spans: readonly Span<Kind>[] };
type DrawingProps = {
  readonly rows: readonly Row[];
  readonly marks: readonly { readonly number: number; readonly share: number }[];
  readonly seconds: number;
};

function Drawing({ rows, marks, seconds }: DrawingProps) {
  const { t } = useText();
  const hatch = useId();
  const height = HEAD + rows.length * ROW;
  const top = (place: number) => HEAD + place * ROW;
  const x = (share: number) => LEFT + share * (WIDTH - LEFT);
  const places = placed(marks.map((mark) => x(mark.share)));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t("callPage.picture")}>
      <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className={classes.holdGround} width={6} height={6} />
        <rect className={classes.holdStripe} width={2.5} height={6} />
      </pattern>
      {rows.map((row, place) => (
        <g key={row.key} transform={`translate(0 ${top(place)})`}>
          <text className={classes.label} x={0} y={15}>
            {row.name.length > NAME_LENGTH ? `${row.name.slice(0, NAME_LENGTH - 1)}…` : row.name}
          </text>
          <line className={classes.axis} x1={LEFT} x2={WIDTH} y1={11} y2={11} />
          {row.spans.map((span) => (
            <rect
              key={`${span.kind} ${span.from}`}
              className={classes[span.kind]}
              fill={span.kind === "hold" ? `url(#${hatch})` : undefined}
              x={x(span.from)}
              y={4}
              width={Math.max(2, x(span.to) - x(span.from))}
              height={ROW - 8}
            />
          ))}
        </g>
      ))}
      {marks.map(({ number, share }, place) => (
        <g key={number} className={classes.mark}>
          <line x1={x(share)} x2={x(share)} y1={HEAD + 4} y2={height} />
          <circle cx={places[place]} cy={HEAD + 11} r={7} />
          <text x={places[place]} y={HEAD + 14.5} textAnchor="middle">
            {number}
          </text>
        </g>
      ))}
      {[0, 0.5, 1].map((share) => (
        <text
          key={share}
          className={classes.label}
          x={x(share)}
          y={10}
          textAnchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}
        >
          {duration(seconds * share)}
        </text>
      ))}
    </svg>
  );
}
