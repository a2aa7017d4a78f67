import { Select, Text } from "@mantine/core";
import { useText } from "@/app/text";
import { AUDIENCES, audienceOf } from "@/model/audience";
import type { AudienceView } from "@/wire/messages.gen";

type AudienceChoiceProps = {
  readonly audience: string;
  readonly event: string;
  readonly counted: AudienceView | undefined;
  readonly isDraft: boolean;
  readonly onAudience: (text: string) => void;
};

/** To whom a mailing goes, and how many letters that makes. */
export function AudienceChoice({ audience, event, counted, isDraft, onAudience }: AudienceChoiceProps) {
  const { t, format } = useText();
  const kind = audienceOf(audience);
  const offered = AUDIENCES.filter((one) => one === kind || (one === "participants" && event !== ""));
  const parts = counted
    ? [
        t("mailing.count", { count: format.number(counted.addresses) }),
        counted.without_address > 0 && t("mailing.count.without", { count: format.number(counted.without_address) }),
        counted.unsubscribed > 0 && t("mailing.count.unsubscribed", { count: format.number(counted.unsubscribed) }),
        counted.undeliverable > 0 && t("mailing.count.undeliverable", { count: format.number(counted.undeliverable) }),
        counted.repeated > 0 && t("mailing.count.repeated", { count: format.number(counted.repeated) }),
      ]
    : [];
  return (
    <div>
      <Select
        size="xs"
        label={event === "" ? t("mailing.whom") : `${t("mailing.whom")} — ${event}`}
        placeholder={t("mailing.whom.nobody")}
        value={kind}
        readOnly={!isDraft}
        data={offered.map((one) => ({ value: one, label: t(`mailing.whom.${one}`) }))}
        onChange={(value) => value === "participants" && onAudience(JSON.stringify({ to: value }))}
      />
      {parts.length > 0 && (
        <Text size="xs" mt={4} role="status">
          {parts.filter((part) => part !== false).join(", ")}
        </Text>
      )}
      {kind === null && isDraft && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("mailing.whomHint")}
        </Text>
      )}
    </div>
  );
}
