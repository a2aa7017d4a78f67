import { useMemo } from "react";
import { useCallLegs, useCallMoments } from "@/app/queries";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { duration } from "@/model/datetime";
import { type Column, ListTable } from "@/ui/ListTable";
import { Name } from "@/ui/Name";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { CallRow } from "@/wire/messages.gen";
import { CallPicture } from "./CallPicture";
import classes from "./calls.module.css";
import { legBars } from "./legBars";
import { MomentsList } from "./MomentsList";
import { type OperatorLine, operatorLines } from "./operatorLines";

/** Who rang, talked and held how long: a picture over time, what happened in words, and a table. */
export function LegsPanel({ call }: { call: CallRow }) {
  const { t } = useText();
  const legs = useCallLegs(call.call_id);
  const moments = useCallMoments(call.call_id);
  const now = useNow(call.ended_at ? 3_600_000 : 1000);
  const rows = legs.data ?? [];
  const told = moments.data ?? [];
  const bars = legBars(call, rows, told, now);
  return (
    <Panel title={t("callPage.legs")}>
      <Await query={moments}>
        <Await query={legs}>
          {rows.length === 0 && told.length === 0 ? (
            <Empty title={t("callPage.noLegs")} hint={t("callPage.noLegsHint")} />
          ) : (
            <>
              <CallPicture call={call} legs={rows} moments={told} nowMs={now} />
              <MomentsList call={call} moments={told} />
              {rows.length > 0 && <Operators lines={operatorLines(rows, bars)} />}
            </>
          )}
        </Await>
      </Await>
    </Panel>
  );
}

const some = (seconds: number) => (seconds > 0 ? duration(seconds) : "");

function Operators({ lines }: { lines: readonly OperatorLine[] }) {
  const { t, format } = useText();
  const columns = useMemo((): readonly Column<OperatorLine>[] => {
    const time = (id: "ring" | "talk" | "hold", title: string, read: (line: OperatorLine) => number) => ({
      id,
      title,
      width: { ring: 66, talk: 88, hold: 102 }[id],
      isNumber: true,
      cell: (line: OperatorLine) => (
        <span className={line.kind === "sum" ? classes.sum : undefined}>{some(read(line))}</span>
      ),
    });
    return [
      { id: "who", title: t("callPage.phone"), width: 130, grows: true, cell: (line) => <Who line={line} /> },
      { id: "rang", title: t("callPage.rang"), width: 76, cell: (line) => format.time(line.rangAt) },
      time("ring", t("callPage.ringSeconds"), (line) => line.ringSeconds),
      time("talk", t("callPage.talkSeconds"), (line) => line.talkSeconds),
      time("hold", t("callPage.hold"), (line) => line.holdSeconds),
      {
        id: "end",
        title: t("callPage.end"),
        width: 150,
        grows: true,
        cell: (line) => (line.ringEnd === null ? "" : t(`callPage.ringEnd.${line.ringEnd}`)),
      },
    ];
  }, [t, format]);
  return (
    <div className={classes.operators} data-testid="operators">
      <ListTable label={t("callPage.operators")} columns={columns} rows={lines} keyOf={(line) => line.key} />
    </div>
  );
}

function Who({ line }: { line: OperatorLine }) {
  return (
    <span className={classes[line.kind]}>
      <Name>{line.name}</Name>
    </span>
  );
}
