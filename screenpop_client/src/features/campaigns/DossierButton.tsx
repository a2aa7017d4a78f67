import { Button } from "@mantine/core";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { api } from "@/wire/api";
import classes from "./campaigns.module.css";

/** R9, R51: everything of the event as one document, for those who may take it home. */
export function DossierButton({ campaignId }: { readonly campaignId: number }) {
  const { t } = useText();
  const { me } = useSession();
  if (me.operator.role === "operator") return null;
  return (
    <Button
      component="a"
      href={api.dossierUrl(campaignId)}
      download
      size="compact-xs"
      variant="default"
      className={classes.dossier ?? ""}
      aria-label={t("files.dossier")}
    >
      {t("files.dossierShort")}
    </Button>
  );
}
