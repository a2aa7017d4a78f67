import { Autocomplete, Button } from "@mantine/core";
import { useText } from "@/app/text";
import { isCorrected } from "@/model/interestForm";
import { campaignSource } from "@/model/interestPrefill";
import { Name } from "@/ui/Name";
import { describe, FieldRow } from "./FieldRow";
import classes from "./fields.module.css";
import type { InterestTools } from "./useInterest";
import { useTyped } from "./useTyped";

const LIKELY = ["interest.reasonTold", "interest.reasonKept", "interest.reasonAdvised", "interest.reasonLine"] as const;
const LONGEST = 200;

/** Why the event is not the one whose number was called: asked as soon as another is chosen, likely reasons at hand. */
export function CampaignReason({ tools }: { readonly tools: InterestTools }) {
  const { t } = useText();
  const { values, errors, dictionaries, lineCampaign } = tools;
  const error = errors.campaign_reason;
  const reason = useTyped(tools.keeper, ({ campaign_reason }) => campaign_reason);
  const isAsked = lineCampaign ? isCorrected(values, dictionaries, lineCampaign.id) : error !== undefined;
  if (!isAsked) return null;
  return (
    <>
      <FieldRow name="campaign_reason" label="field.campaign_reason" error={error} isRequired>
        {(id) => (
          <Autocomplete
            id={id}
            size="xs"
            maxLength={LONGEST}
            placeholder={t("interest.campaignReasonHint")}
            data={LIKELY.map((likely) => t(likely))}
            value={reason}
            onChange={(typed) => tools.change({ campaign_reason: typed })}
            {...describe(id, error)}
          />
        )}
      </FieldRow>
      {lineCampaign && (
        <p className={classes.note}>
          {t("interest.byNumber")} <Name>{lineCampaign.name}</Name>{" "}
          <Button
            size="compact-xs"
            variant="default"
            fw={400}
            onClick={() => tools.change({ campaign_id: lineCampaign.id, source_id: campaignSource(dictionaries) })}
          >
            {t("interest.takeByNumber")}
          </Button>
        </p>
      )}
    </>
  );
}
