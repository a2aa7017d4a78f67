import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { Name } from "./Name";

type LinkProps = { readonly page: string; readonly id: number | null; readonly text: string };

/** A link to a card of the directory, or plain text when there is none. */
export function RowLink({ page, id, text }: LinkProps) {
  const { t } = useText();
  if (!text) return <span>{t("common.none")}</span>;
  if (id === null) return <Name>{text}</Name>;
  return (
    <a href={hrefTo({ page, id })}>
      <Name>{text}</Name>
    </a>
  );
}

/** R58: the organization, or that the caller is a private person. */
export function Organization({ id, name, isPrivate }: { id: number | null; name: string; isPrivate: boolean }) {
  const { t } = useText();
  if (!name && isPrivate) return <span>{t("leads.private")}</span>;
  return <RowLink page="organizations" id={id} text={name} />;
}
