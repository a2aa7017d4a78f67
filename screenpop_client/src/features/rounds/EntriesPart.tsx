import { Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { RecordPartProps } from "@/app/recordParts";
import { useText } from "@/app/text";
import { equals } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import { ListView } from "@/ui/list/ListView";
import classes from "./rounds.module.css";

/** Every entry of a round, to filter and export; there are none before it begins. */
export function EntriesPart({ view }: RecordPartProps) {
  const { t } = useText();
  const fixed = useMemo(() => equals("call_round", view.id), [view.id]);
  const [state, setState] = useState<ListState>(WHOLE);
  if (view.record.state === "draft") {
    return (
      <Text size="xs" c="dimmed" p="xs">
        {t("round.entriesLater")}
      </Text>
    );
  }
  return (
    <section className={classes.entries} aria-label={t("round.entries")}>
      <ListView
        entity="call_round_entry"
        state={state}
        onState={setState}
        fixed={fixed}
        head={<h2 className={classes.heading}>{t("round.entries")}</h2>}
      />
    </section>
  );
}
