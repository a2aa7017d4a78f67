import { useText } from "@/app/text";
import type { Bar } from "@/wire/messages.gen";
import classes from "./interviews.module.css";

const ROW = 26;
const LABEL = 190;
const TRACK = 330;
const WIDTH = LABEL + TRACK + 90;
const MAX_LETTERS = 28;

type BarChartProps = { readonly label: string; readonly bars: readonly Bar[]; readonly answered: number };

/** How often each answer was given: a bar and its share of all who answered. */
export function BarChart({ label, bars, answered }: BarChartProps) {
  const { format } = useText();
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const told = bars.map((bar) => `${bar.label}: ${bar.count}`).join("; ");
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`}
      width={WIDTH}
      height={bars.length * ROW}
      role="img"
      aria-label={`${label}. ${told}`}
    >
      {bars.map((bar, place) => {
        const middle = place * ROW + ROW / 2;
        const share = answered === 0 ? 0 : Math.round((bar.count / answered) * 100);
        return (
          <g key={bar.label}>
            <text x={LABEL - 10} y={middle} textAnchor="end" dominantBaseline="central">
              {bar.label.length > MAX_LETTERS ? `${bar.label.slice(0, MAX_LETTERS - 1)}…` : bar.label}
              <title>{bar.label}</title>
            </text>
            <rect x={LABEL} y={place * ROW + 5} width={TRACK} height={ROW - 10} rx={3} className={classes.track} />
            <rect
              x={LABEL}
              y={place * ROW + 5}
              width={(bar.count / most) * TRACK}
              height={ROW - 10}
              rx={3}
              className={classes.bar}
            />
            <text x={LABEL + TRACK + 10} y={middle} dominantBaseline="central">
              {`${format.number(bar.count)} · ${share} %`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
