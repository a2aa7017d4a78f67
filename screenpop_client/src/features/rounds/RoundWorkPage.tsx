import { Alert, Anchor, Button } from "@mantine/core";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { ContactsTab } from "@/ui/ContactsTab";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { RoundEntry, RoundWork } from "@/wire/messages.gen";
import { EntryInterests } from "./EntryInterests";
import { EntryOutcomes } from "./EntryOutcomes";
import { EntryWho } from "./EntryWho";
import classes from "./rounds.module.css";
import { useWork } from "./useRound";

/** R55: «Обзвон» - one person at a time: who it is, what was before, the call, what came of it. */
export function RoundWorkPage({ roundId }: { readonly roundId: number }) {
  const work = useWork(roundId);
  return (
    <Await query={work}>
      {work.data && <Work work={work.data} isLooking={work.isFetching} onLook={() => void work.refetch()} />}
    </Await>
  );
}

type WorkProps = { readonly work: RoundWork; readonly isLooking: boolean; readonly onLook: () => void };

function Work({ work, isLooking, onLook }: WorkProps) {
  const { t, format } = useText();
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>
          <bdi>{work.name}</bdi>
        </h1>
        <span role="status">{t("round.left", { count: format.number(work.left) })}</span>
        <Anchor size="sm" href={hrefTo({ page: "call_rounds", id: work.id })}>
          {t("round.back")}
        </Anchor>
      </div>
      {work.entry === null ? (
        <Nobody work={work} isLooking={isLooking} onLook={onLook} />
      ) : (
        <Entry key={work.entry.id} work={work} entry={work.entry} />
      )}
    </div>
  );
}

function Nobody({ work, isLooking, onLook }: WorkProps) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const later = work.next_at ? t("round.noneUntil", { at: format.moment(work.next_at, now) }) : undefined;
  const hint = work.state === "open" ? (work.left === 0 ? t("round.noneDone") : later) : t("round.noneState");
  const look = (
    <Button size="xs" mt="xs" variant="default" loading={isLooking} onClick={onLook}>
      {t("round.look")}
    </Button>
  );
  return <Empty title={t("round.none")} {...(hint === undefined ? {} : { hint })} action={look} />;
}

function Entry({ work, entry }: { readonly work: RoundWork; readonly entry: RoundEntry }) {
  const { t } = useText();
  const whose =
    entry.person_id !== null
      ? { person_id: entry.person_id }
      : entry.phone !== ""
        ? { number: entry.phone }
        : { organization_id: entry.organization_id };
  return (
    <div className={classes.work}>
      <div className={classes.column}>
        <EntryWho entry={entry} />
        <EntryInterests entry={entry} />
        <Panel title={t("person.contacts")}>
          <ContactsTab filter={whose} />
        </Panel>
      </div>
      <div className={classes.column}>
        <EntryOutcomes work={work} entry={entry} />
        <Panel title={t("round.script")}>
          {work.script === "" ? (
            <Empty title={t("round.noScript")} />
          ) : (
            <Alert variant="transparent" className={classes.script}>
              <bdi>{work.script}</bdi>
            </Alert>
          )}
        </Panel>
      </div>
    </div>
  );
}
