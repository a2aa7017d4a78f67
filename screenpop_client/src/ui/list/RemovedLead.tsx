import { hrefToRecord } from "@/app/router";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";

/** A lead that a record still names though it was removed (R54): who may see it, an administrator, is led to it. */
export function RemovedLead({ id }: { readonly id: number }) {
  const { t } = useText();
  const { me } = useSession();
  const told = t("leads.wasRemoved", { id });
  const href = me.operator.role === "admin" ? hrefToRecord("lead", id) : null;
  return href === null ? told : <a href={href}>{told}</a>;
}
