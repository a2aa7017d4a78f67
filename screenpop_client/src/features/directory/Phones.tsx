import { useText } from "@/app/text";
import { Phone } from "@/ui/Phone";
import type { PhoneView } from "@/wire/messages.gen";

export function Phones({ phones }: { phones: readonly PhoneView[] }) {
  const { t } = useText();
  if (phones.length === 0) return <span>{t("person.noPhones")}</span>;
  return (
    <>
      {phones.map((phone) => (
        <div key={phone.e164 + phone.raw}>
          <Phone number={phone.e164 || phone.raw} />
          {phone.extension && ` (${phone.extension})`}
          {phone.is_shared && ` · ${t("card.shared")}`}
        </div>
      ))}
    </>
  );
}
