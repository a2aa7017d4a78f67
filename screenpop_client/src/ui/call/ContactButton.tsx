import { Button, Popover } from "@mantine/core";
import { IconUser, IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useNewCaller } from "@/app/callerQueries";
import { navigate } from "@/app/router";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useIsFirst, useWorkspace } from "@/app/workspace";
import { hintOf } from "@/model/keys";
import { isHidden } from "@/model/phone";
import { HintButton } from "@/ui/HintButton";
import { RecordDialog } from "@/ui/record/RecordDialog";
import type { Seed } from "@/ui/record/useRecordForm";
import type { Card, CardCandidate } from "@/wire/messages.gen";
import { DigitChoice } from "./DigitChoice";

const MOST = 8;

type Known = CardCandidate & { readonly person_id: number };

/** «Контакт» (A10): the caller's own card; of several one is chosen by a digit, of nobody a new one is made. */
export function ContactButton({ card }: { readonly card: Card }) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const [isAsking, setAsking] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const people = card.candidates.filter((one): one is Known => one.person_id !== null).slice(0, MOST);
  const number = card.number.kind === "known" ? card.number.e164 || card.number.raw : "";
  const canMake = number !== "" && !isHidden(number);
  const open = (personId: number) => {
    setAsking(false);
    interests.minimise();
    navigate({ page: "persons", id: personId });
  };
  const make = () => {
    setAsking(false);
    setMaking(true);
  };
  const press = () => {
    const [only] = people;
    if (only && card.match === "known") open(only.person_id);
    else if (people.length > 0) setAsking(!isAsking);
    else if (canMake) make();
  };
  const isOffered = people.length > 0 || (canMake && card.match !== "internal" && card.match !== "unchecked");
  const isFirst = useIsFirst(card);
  useKeys(isFirst && isOffered ? { contact: press } : {});
  if (!isOffered) return null;
  return (
    <>
      <Popover opened={isAsking} onChange={setAsking} trapFocus returnFocus position="top-end" withArrow width={340}>
        <Popover.Target>
          <HintButton
            size="compact-xs"
            variant="subtle"
            leftSection={<IconUser size={15} />}
            hint={hintOf("contact")}
            onClick={press}
          >
            {t("card.contact")}
          </HintButton>
        </Popover.Target>
        <Popover.Dropdown>
          <Chooser people={people} onOpen={open} onMake={canMake ? make : null} />
        </Popover.Dropdown>
      </Popover>
      {isMaking && <NewCaller card={card} number={number} onClose={() => setMaking(false)} />}
    </>
  );
}

type ChooserProps = {
  readonly people: readonly Known[];
  readonly onOpen: (personId: number) => void;
  readonly onMake: (() => void) | null;
};

function Chooser({ people, onOpen, onMake }: ChooserProps) {
  const { t } = useText();
  const choices = people.map((one) => ({
    id: one.person_id,
    name: one.person,
    note: one.organization || t(`reason.${one.reason}`),
  }));
  return (
    <DigitChoice title={t("card.contactChoose")} choices={choices} onChoose={({ id }) => onOpen(id)} onNext={onMake}>
      {onMake && (
        <Button
          size="compact-xs"
          variant="default"
          mt={6}
          leftSection={<IconUserPlus size={14} />}
          aria-keyshortcuts={String(people.length + 1)}
          onClick={onMake}
        >
          {`${people.length + 1} · ${t("card.contactNew")}`}
        </Button>
      )}
    </DigitChoice>
  );
}

type NewCallerProps = { readonly card: Card; readonly number: string; readonly onClose: () => void };

/** A new person with the caller's number; what was typed into the interest of this call is not asked again. */
function NewCaller({ card, number, onClose }: NewCallerProps) {
  const { interests } = useWorkspace();
  const add = useNewCaller(number);
  const typed = interests.open.keys.includes(card.id) ? interests.keeper(card.id).state.values : null;
  const name = typed !== null && typed.person_id === null ? typed.person_text : "";
  const organization = typed?.organization_id ?? null;
  const seed: Seed = {
    values: { ...(name ? { full_name: name } : {}), ...(organization === null ? {} : { organization }) },
    ...(organization === null ? {} : { names: { organization: typed?.organization_text ?? "" } }),
  };
  return (
    <RecordDialog
      entity="person"
      id={null}
      seed={seed}
      closesOnSave
      onClose={onClose}
      onSaved={(view) => add.mutate(view.id)}
    />
  );
}
