import { useListMeta } from "@/app/listQueries";
import { useRecord } from "@/app/recordQueries";
import { navigate } from "@/app/router";
import { RecordCard } from "@/ui/record/RecordCard";
import { Await } from "@/ui/States";
import { RoundProgressPanel } from "./RoundProgressPanel";
import classes from "./rounds.module.css";
import { useProgress } from "./useRound";

const HIDDEN: ReadonlySet<string> = new Set(["audience", "state"]);

/** R55: a call round - how far it is, what is said and by whom, and every entry. */
export function RoundPage({ roundId }: { readonly roundId: number }) {
  const progress = useProgress(roundId);
  const record = useRecord("call_round", roundId);
  const meta = useListMeta("call_round");
  return (
    <div className={classes.page}>
      <Await query={progress}>
        {progress.data && record.data && (
          <RoundProgressPanel progress={progress.data} round={record.data} mayMove={meta?.rights.may_change === true} />
        )}
      </Await>
      <RecordCard
        entity="call_round"
        id={roundId}
        hidden={HIDDEN}
        isPage
        onClose={() => navigate({ page: "call_rounds" })}
      />
    </div>
  );
}
