import { IconEyeOff } from "@tabler/icons-react";
import { useSkip } from "@/app/callerQueries";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useIsFirst } from "@/app/workspace";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import type { Card } from "@/wire/messages.gen";

/** «Пропустить» (A10): no card of this call; the phone rings on, what was typed stays, and it can be taken back. */
export function SkipButton({ card }: { readonly card: Card }) {
  const { t } = useText();
  const { skip } = useSkip(card.id);
  const isFirst = useIsFirst(card);
  const press = () => skip.mutate("");
  useKeys(isFirst ? { skip: press } : {});
  return (
    <HintButton
      size="compact-xs"
      variant="subtle"
      color="gray"
      leftSection={<IconEyeOff size={15} />}
      hint={hintOf("skip")}
      loading={skip.isPending}
      onClick={press}
    >
      {t("card.skip")}
    </HintButton>
  );
}
