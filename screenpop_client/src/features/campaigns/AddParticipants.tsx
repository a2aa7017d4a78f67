import { Button, Modal } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { useListMeta } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { refreshRecords } from "@/app/recordQueries";
import { useText } from "@/app/text";
import { type ListState, WHOLE } from "@/model/listState";
import { ListView } from "@/ui/list/ListView";
import type { TabOwner } from "@/ui/record/RecordTabs";
import { api } from "@/wire/api";
import { ApiError } from "@/wire/http";
import { randomId } from "@/wire/ids";
import classes from "./campaigns.module.css";

type AddParticipantsProps = { readonly campaign: TabOwner };

/** R45: take part from the contact persons, as many as are marked. */
export function AddParticipants({ campaign }: AddParticipantsProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const meta = useListMeta("participant");
  if (!meta?.rights.may_create) return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUserPlus size={14} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {t("campaigns.pickPersons")}
      </Button>
      {isOpen && <PickPersons campaign={campaign} onClose={() => setOpen(false)} />}
    </>
  );
}

type PickPersonsProps = AddParticipantsProps & { readonly onClose: () => void };

function PickPersons({ campaign, onClose }: PickPersonsProps) {
  const { t } = useText();
  const [state, setState] = useState<ListState>(WHOLE);
  const add = useAdding(campaign.id);
  const [isAdding, setAdding] = useState(false);
  const addAll = async (ids: readonly number[]) => {
    setAdding(true);
    await add(ids);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={1000}
      title={t("campaigns.pickTitle")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={classes.pick}>
        <ListView
          entity="person"
          state={state}
          onState={setState}
          isPicking
          tools={(marks) => (
            <Button
              size="xs"
              disabled={marks.ids.length === 0}
              loading={isAdding}
              onClick={() => void addAll(marks.ids)}
            >
              {t("campaigns.addMarked", { count: marks.ids.length })}
            </Button>
          )}
        />
      </div>
    </Modal>
  );
}

/** Add persons one after the other: those who take part already are told, and the rest are added. */
function useAdding(campaignId: number) {
  const { t } = useText();
  const client = useQueryClient();
  return async (persons: readonly number[]) => {
    let added = 0;
    const repeated: number[] = [];
    const refused: unknown[] = [];
    for (const person of persons) {
      try {
        await api.createRecord("participant", { campaign: campaignId, person }, randomId());
        added += 1;
      } catch (error) {
        if (error instanceof ApiError && error.status === 409) repeated.push(person);
        else refused.push(error);
      }
    }
    refreshRecords(client);
    if (added > 0) notify(t, { color: "teal", message: t("campaigns.added", { count: added }) });
    if (repeated.length > 0) notify(t, { color: "yellow", message: t("campaigns.there", { count: repeated.length }) });
    if (refused.length > 0) notify(t, { color: "red", message: reasonOf(refused[0], t) });
  };
}
