import { useDebouncedValue } from "@mantine/hooks";
import { useEffect } from "react";
import type { InterestKeeper } from "@/app/interestStore";
import { usePersonSearch } from "@/app/queries";
import type { InterestValues } from "@/model/interestForm";
import { dialable, isSameNumber } from "@/model/phone";

const PATIENCE_MS = 400;
const SHORTEST = 10;

/** R86 of a card without a call: a number typed by hand brings the one person who has it, where nobody is named yet. */
export function usePersonOfNumber(keeper: InterestKeeper, values: InterestValues): void {
  const isOpen = values.call_id === null && values.person_id === null && values.person_text === "";
  const [number] = useDebouncedValue(dialable(values.phones[0] ?? ""), PATIENCE_MS);
  const isWhole = isOpen && number.replace(/\D/g, "").length >= SHORTEST;
  const isFree = values.organization_id === null && values.organization_text === "";
  const { data } = usePersonSearch(number, null, isWhole);
  useEffect(() => {
    if (!isWhole || !data) return;
    const [only, another] = data.filter(({ phones }) =>
      phones.some(({ e164, raw }) => isSameNumber(e164 || raw, number)),
    );
    if (!only || another) return;
    const { id, full_name, organization_id, organization, is_private } = only;
    const theirs = isFree ? { organization_id, organization_text: organization } : {};
    keeper.prefill({ person_id: id, person_text: full_name, is_private, ...theirs });
  }, [keeper, data, isWhole, isFree, number]);
}
