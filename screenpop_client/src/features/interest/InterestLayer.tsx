import { IconNotes } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { useDesk, useOpenInterests, useWorkspace } from "@/app/workspace";
import { whoOf } from "@/model/callerName";
import { findCard } from "@/model/cards";
import { callOf, dealOf } from "@/model/openInterests";
import { readablePhone } from "@/model/phone";
import { Name } from "@/ui/Name";
import { DealContactCard } from "./deal/DealContactCard";
import { InterestCard } from "./InterestCard";
import classes from "./InterestCard.module.css";

/** The active interest card above the page, and the minimised ones at its foot. */
export function InterestLayer() {
  const { t } = useText();
  const open = useOpenInterests();
  const cards = useDesk(({ desk }) => desk.cards);
  const { interests } = useWorkspace();
  const minimised = open.keys.filter((key) => key !== open.active);

  const title = (key: string): string => {
    if (dealOf(key) !== null) {
      const { deal_name } = interests.contactKeeper(key).state.values;
      return t("contactCard.tab", { deal: deal_name || `№${dealOf(key)}` });
    }
    const { values } = interests.keeper(key).state;
    const card = findCard({ cards }, callOf(key))?.card;
    return (
      values.person_text ||
      values.organization_text ||
      readablePhone(values.phones[0] ?? "") ||
      (card && whoOf(card)) ||
      t("interest.title")
    );
  };

  return (
    <>
      {open.active !== null && <ActiveCard key={open.active} cardKey={open.active} />}
      {minimised.length > 0 && (
        <nav className={classes.minimised} aria-label={t("interest.open")} data-over={open.active !== null}>
          {minimised.map((key) => (
            <button key={key} type="button" className={classes.tab} onClick={() => interests.show(key)}>
              <IconNotes size={15} aria-hidden />
              <Name>{title(key)}</Name>
            </button>
          ))}
        </nav>
      )}
    </>
  );
}

function ActiveCard({ cardKey }: { readonly cardKey: string }) {
  const dealId = dealOf(cardKey);
  return dealId === null ? (
    <InterestCard interestKey={cardKey} />
  ) : (
    <DealContactCard contactKey={cardKey} dealId={dealId} />
  );
}
