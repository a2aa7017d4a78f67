import { useRecords } from "@/app/listQueries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { viewOf } from "@/model/interestForm";
import { both, equals } from "@/model/listFilter";
import { Name } from "@/ui/Name";
import { FieldRow } from "./FieldRow";
import classes from "./fields.module.css";
import type { InterestTools } from "./useInterest";

/** «На этапе» (R97): the deal that this save begins, else where the person's open deals stand now. */
export function StageField({ tools }: { readonly tools: InterestTools }) {
  const { t } = useText();
  const { values, dictionaries } = tools;
  const isNew = values.new_deal && viewOf(values, dictionaries).offersDeal;
  const person = values.person_id;
  const ofPerson = both(equals("person", person ?? 0), equals("state", "open"));
  const deals = useRecords("deal", "", ofPerson, person !== null && !isNew).data?.rows ?? [];
  const [deal] = person === null || isNew ? [] : deals;
  return (
    <FieldRow name="stage" label="field.stage">
      {(id) => (
        <output id={id} className={classes.readOnly}>
          {deal ? (
            <a href={hrefTo({ page: "deals", id: Number(deal.id) })} target="_blank" rel="noreferrer" tabIndex={-1}>
              <Name>{String(deal.stage_name ?? "")}</Name>
              {deals.length > 1 && ` ${t("interest.moreDeals", { count: deals.length - 1 })}`}
            </a>
          ) : (
            t(isNew ? "interest.stageNew" : "interest.stageNone")
          )}
        </output>
      )}
    </FieldRow>
  );
}
