import { Alert } from "@mantine/core";
import { KeptPhoneScope, usePhone } from "@/app/PhoneScope";
import { useText } from "@/app/text";
import { PhoneControls } from "@/ui/call/PhoneControls";

/** A talk through the headset that its login did not outlive: it goes on, and can be ended (R73). */
export function KeptTalk() {
  return (
    <KeptPhoneScope>
      <Talks />
    </KeptPhoneScope>
  );
}

function Talks() {
  const { t } = useText();
  const calls = usePhone()?.state.calls ?? [];
  if (calls.length === 0) return null;
  return (
    <Alert color="teal" title={t("phone.keptTitle")}>
      {t("phone.kept")}
      {calls
        .filter((call) => !call.asksFor)
        .map((call) => (
          <PhoneControls key={call.id} call={call} />
        ))}
    </Alert>
  );
}
