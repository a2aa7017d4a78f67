import { useMemo, useState } from "react";
import type { Row } from "@/app/listQueries";
import { useText } from "@/app/text";
import { equals, type FilterNode } from "@/model/listFilter";
import { ParticipantsRound } from "@/ui/list/RoundButton";
import type { TabProps } from "@/ui/record/RecordTabs";
import { AddParticipants } from "./AddParticipants";
import classes from "./campaigns.module.css";
import { ListTab } from "./ListTab";
import { StatusMenu } from "./StatusMenu";

const WITH_A_PERSON: FilterNode = { not: { field: "person", op: "is_empty" } };

/** R23, R45–R49: the participants, and beside them the contacts with them; with the one that is chosen, all of them. */
export function ParticipantsTab({ owner }: TabProps) {
  const { t } = useText();
  const [person, setPerson] = useState<{ readonly id: number; readonly name: string } | null>(null);
  const choose = (row: Row) => {
    if (typeof row.person === "number") setPerson({ id: row.person, name: String(row.person_name ?? "") });
  };
  const theirs = useMemo(() => (person === null ? null : equals("person", person.id)), [person]);
  const more = useMemo(
    () => (person === null ? null : { values: { person: person.id }, names: { person: person.name } }),
    [person],
  );
  return (
    <div className={classes.two}>
      <ListTab
        campaign={owner}
        entity="participant"
        title={t("campaigns.participants")}
        isPart
        onActive={choose}
        tools={(marks, active) => (
          <>
            <AddParticipants campaign={owner} />
            <StatusMenu entity="participant" marks={marks} active={active} />
            <ParticipantsRound campaignId={owner.id} />
          </>
        )}
      />
      <ListTab
        campaign={owner}
        entity="activity"
        title={person === null ? t("campaigns.contacts") : t("campaigns.contactsWith", { name: person.name })}
        isPart
        also={WITH_A_PERSON}
        instead={theirs}
        more={more}
      />
    </div>
  );
}
