import { Badge, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { refreshRecordLists } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { hrefToRecord } from "@/app/router";
import { useText } from "@/app/text";
import { PageHead, Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import { dataApi } from "@/wire/dataApi";
import type { DuplicateKey, DuplicatePair, DuplicateSide, MergeEntry } from "@/wire/messages.gen";
import classes from "./duplicates.module.css";
import { MergeDialog } from "./MergeDialog";

const KINDS = ["person", "organization"] as const;
const KEYS: readonly DuplicateKey[] = ["number", "email", "name"];
const firstPage: string | null = null;

/** R142: records that are likely one, each pair with the reasons; merged by hand, and parted again. */
export function DuplicatesPage() {
  const { t } = useText();
  const [entity, setEntity] = useState<(typeof KINDS)[number]>("person");
  const [by, setBy] = useState<DuplicateKey>("number");
  const [chosen, setChosen] = useState<DuplicatePair | null>(null);
  const pairs = useInfiniteQuery({
    queryKey: ["duplicates", entity, by],
    queryFn: ({ pageParam }) => dataApi.duplicates(entity, by, pageParam),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
  });
  const found = pairs.data?.pages.flatMap((page) => page.pairs) ?? [];
  return (
    <>
      <PageHead title={t("duplicates.title")}>
        <SegmentedControl
          size="xs"
          aria-label={t("duplicates.kind")}
          value={entity}
          onChange={(value) => setEntity(value as (typeof KINDS)[number])}
          data={KINDS.map((value) => ({ value, label: t(`duplicates.${value}`) }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("duplicates.by")}
          value={by}
          onChange={(value) => setBy(value as DuplicateKey)}
          data={KEYS.map((value) => ({ value, label: t(`duplicates.by.${value}`) }))}
        />
      </PageHead>
      <Await query={pairs}>
        {found.length === 0 && !pairs.hasNextPage ? (
          <Empty title={t("duplicates.none")} />
        ) : (
          <ul className={`${classes.pairs} ${classes.found}`}>
            {found.map((pair) => (
              <Pair
                key={`${pair.first.id}-${pair.second.id}`}
                entity={entity}
                pair={pair}
                onCompare={() => setChosen(pair)}
              />
            ))}
          </ul>
        )}
        {pairs.hasNextPage && (
          <Button size="xs" variant="default" loading={pairs.isFetchingNextPage} onClick={() => pairs.fetchNextPage()}>
            {t("duplicates.more")}
          </Button>
        )}
      </Await>
      <Merges />
      {chosen && <MergeDialog entity={entity} pair={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

type PairProps = { readonly entity: string; readonly pair: DuplicatePair; readonly onCompare: () => void };

function Pair({ entity, pair, onCompare }: PairProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const dismiss = useMutation({
    mutationFn: () => dataApi.dismiss(entity, pair.first.id, pair.second.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["duplicates"] }),
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  });
  return (
    <li className={classes.pair}>
      <Side entity={entity} side={pair.first} />
      <Side entity={entity} side={pair.second} />
      <Stack gap={6}>
        <Group gap={6}>
          <Badge variant="light" color="gray">
            {t("duplicates.score", { score: pair.score })}
          </Badge>
          <Text size="xs">{pair.signs.map((sign) => t(`duplicates.sign.${sign}`)).join(", ")}</Text>
        </Group>
        <Group gap="xs">
          <Button size="xs" onClick={onCompare}>
            {t("duplicates.compare")}
          </Button>
          <Button size="xs" variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
            {t("duplicates.differ")}
          </Button>
        </Group>
      </Stack>
    </li>
  );
}

function Side({ entity, side }: { readonly entity: string; readonly side: DuplicateSide }) {
  const { format } = useText();
  return (
    <div className={classes.side}>
      <a href={hrefToRecord(entity, side.id) ?? "#"}>{side.name}</a>
      <Text size="xs">{[...side.numbers, ...side.emails].join(", ")}</Text>
      <Text size="xs" c="dimmed">
        {[side.organization, format.date(side.created_at)].filter(Boolean).join(" · ")}
      </Text>
    </div>
  );
}

function Merges() {
  const { t } = useText();
  const merges = useQuery({ queryKey: ["merges"], queryFn: dataApi.merges });
  const rows = merges.data ?? [];
  return (
    <Panel title={t("duplicates.merges")}>
      <Await query={merges}>
        {rows.length === 0 ? (
          <Empty title={t("duplicates.noMerges")} />
        ) : (
          <ul className={classes.pairs}>
            {rows.map((row) => (
              <Merge key={row.id} row={row} />
            ))}
          </ul>
        )}
      </Await>
    </Panel>
  );
}

function Merge({ row }: { readonly row: MergeEntry }) {
  const { t, format } = useText();
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => dataApi.undoMerge(row.id),
    onSuccess: () => {
      void refreshRecordLists(queries);
      return Promise.all(["duplicates", "merges"].map((name) => queries.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  });
  return (
    <li className={classes.merge}>
      <Text size="sm">
        {row.given_up} {t("duplicates.into")} <a href={hrefToRecord(row.entity, row.kept_id) ?? "#"}>{row.kept}</a>
      </Text>
      <Text size="xs" c="dimmed">
        {format.dateTime(row.at)} · {row.operator}
      </Text>
      {row.undone_at === null ? (
        <Button size="xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
          {t("duplicates.undo")}
        </Button>
      ) : (
        <Text size="xs">{t("duplicates.undone", { date: format.dateTime(row.undone_at) })}</Text>
      )}
    </li>
  );
}
