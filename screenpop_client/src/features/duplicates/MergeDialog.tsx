import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { refreshRecordLists, useListMeta } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { useMovedWords } from "@/app/useMovedWords";
import { said } from "@/ui/list/cells";
import { Await } from "@/ui/States";
import { dataApi } from "@/wire/dataApi";
import type { DuplicatePair, MergePreview } from "@/wire/messages.gen";
import classes from "./duplicates.module.css";
import { type Compared, compared, firstChoice } from "./mergeChoice";

type MergeDialogProps = {
  readonly entity: string;
  readonly pair: DuplicatePair;
  readonly onClose: () => void;
};

/** Two records field by field: which stays, and what it takes from the other. */
export function MergeDialog({ entity, pair, onClose }: MergeDialogProps) {
  const { t } = useText();
  const [isSwapped, setSwapped] = useState(false);
  const [keep, giveUp] = isSwapped ? [pair.second.id, pair.first.id] : [pair.first.id, pair.second.id];
  const preview = useQuery({
    queryKey: ["mergePreview", entity, keep, giveUp],
    queryFn: () => dataApi.mergePreview(entity, keep, giveUp),
    staleTime: 0,
    gcTime: 0,
  });
  const fields = useListMeta(entity)?.fields ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("duplicates.merge")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Await query={preview}>
        {preview.data && (
          <Choice
            key={keep}
            entity={entity}
            preview={preview.data}
            rows={compared(preview.data, fields)}
            onSwap={() => setSwapped(!isSwapped)}
            onClose={onClose}
          />
        )}
      </Await>
    </Modal>
  );
}

type ChoiceProps = {
  readonly entity: string;
  readonly preview: MergePreview;
  readonly rows: readonly Compared[];
  readonly onSwap: () => void;
  readonly onClose: () => void;
};

function Choice({ entity, preview, rows, onSwap, onClose }: ChoiceProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const words = useMovedWords();
  const [take, setTake] = useState<ReadonlySet<string>>(() => firstChoice(rows));
  const merge = useMutation({
    mutationFn: () =>
      dataApi.merge(entity, {
        keep_id: preview.keep.id,
        keep_version: preview.keep.version,
        give_up_id: preview.give_up.id,
        give_up_version: preview.give_up.version,
        take: [...take],
      }),
    onSuccess: () => {
      notify(t, { color: "green", message: t("duplicates.done") });
      for (const name of ["duplicates", "merges", "persons", "organizations"]) {
        void queries.invalidateQueries({ queryKey: [name] });
      }
      void refreshRecordLists(queries);
      onClose();
    },
  });
  const moved = words(preview.moved);
  return (
    <Stack gap="sm">
      <Fields rows={rows} take={take} onTake={setTake} />
      <Text size="sm">{moved ? t("duplicates.moved", { list: moved }) : t("duplicates.movedNothing")}</Text>
      {merge.error && (
        <Text size="sm" c="red" role="alert">
          {reasonOf(merge.error, t)}
        </Text>
      )}
      <Group justify="space-between">
        <Button size="xs" variant="default" onClick={onSwap}>
          {t("duplicates.swap")}
        </Button>
        <Button size="xs" loading={merge.isPending} onClick={() => merge.mutate()}>
          {t("duplicates.merge")}
        </Button>
      </Group>
    </Stack>
  );
}

type FieldsProps = {
  readonly rows: readonly Compared[];
  readonly take: ReadonlySet<string>;
  readonly onTake: (take: ReadonlySet<string>) => void;
};

function Fields({ rows, take, onTake }: FieldsProps) {
  const text = useText();
  const { t } = text;
  const toggle = (id: string) => {
    const next = new Set(take);
    if (!next.delete(id)) next.add(id);
    onTake(next);
  };
  return (
    <table className={classes.compared}>
      <thead>
        <tr>
          <th scope="col">{t("duplicates.field")}</th>
          <th scope="col">{t("duplicates.keep")}</th>
          <th scope="col">{t("duplicates.giveUp")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, keep, giveUp }) => (
          <tr key={field.id}>
            <th scope="row">{said(field.label, text)}</th>
            <td>
              <Text size="sm" td={take.has(field.id) && keep ? "line-through" : undefined}>
                {keep || t("duplicates.empty")}
              </Text>
            </td>
            <td>
              <Checkbox
                size="xs"
                checked={take.has(field.id)}
                onChange={() => toggle(field.id)}
                aria-label={t("duplicates.take", { field: said(field.label, text) })}
                label={giveUp || t("duplicates.empty")}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
