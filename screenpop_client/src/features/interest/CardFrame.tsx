import { ActionIcon, Alert, Tooltip } from "@mantine/core";
import { useCallbackRef } from "@mantine/hooks";
import { IconMinus } from "@tabler/icons-react";
import { type ComponentProps, memo } from "react";
import { goneText } from "@/app/goneText";
import { useText } from "@/app/text";
import { useOpenInterests, useWorkspace } from "@/app/workspace";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import { CallStrip } from "./CallStrip";
import { DraftLine } from "./DraftLine";
import classes from "./InterestCard.module.css";

type CardTopProps = {
  readonly id: string;
  readonly title: string;
  readonly shown: ComponentProps<typeof CallStrip>["shown"] | undefined;
  readonly keeper: ComponentProps<typeof DraftLine>["keeper"];
  /** What took the call's card away, if anything did. */
  readonly gone: Parameters<typeof goneText>[0] | undefined;
};

/** The top of a card that is filled while talking: its call, where the draft stands, and what became of the call. */
export function CardTop({ id, title, shown, keeper, gone }: CardTopProps) {
  const { t } = useText();
  return (
    <>
      <header className={classes.strip}>
        <h2 id={id}>{title}</h2>
        {shown ? <CallStrip shown={shown} /> : <span className={classes.spacer} />}
        <DraftLine keeper={keeper} />
        <Minimise />
      </header>
      {gone && (
        <Alert color="yellow" px="xs" py={4} className={classes.notice} role="status">
          {t("interest.gone", { reason: goneText(gone, t) || t("interest.gone.generic") })}
        </Alert>
      )}
    </>
  );
}

/** Drawn once, not with each letter: what hangs on a tooltip costs as much as five fields. */
const Minimise = memo(function Minimise() {
  const { t } = useText();
  const { interests } = useWorkspace();
  return (
    <Tooltip label={`${t("interest.minimise")} (${hintOf("minimise")})`}>
      <ActionIcon variant="subtle" color="gray" aria-label={t("interest.minimise")} onClick={interests.minimise}>
        <IconMinus size={18} />
      </ActionIcon>
    </Tooltip>
  );
});

type CardFootProps = {
  readonly keys: string;
  readonly isSaving: boolean;
  readonly onSaveDraft: () => void;
  readonly onSaveClose: () => void;
};

/** Its foot: the keys, and the two ways to keep what is typed. */
export function CardFoot({ onSaveDraft, onSaveClose, ...rest }: CardFootProps) {
  return <Foot onSaveDraft={useCallbackRef(onSaveDraft)} onSaveClose={useCallbackRef(onSaveClose)} {...rest} />;
}

const Foot = memo(function Foot({ keys, isSaving, onSaveDraft, onSaveClose }: CardFootProps) {
  const { t } = useText();
  // Cards that were put aside stand in the same corner.
  const isTaken = useOpenInterests().keys.length > 1;
  return (
    <footer className={classes.foot}>
      <span className={classes.keys}>{!isTaken && keys}</span>
      <HintButton size="sm" variant="default" hint={hintOf("saveDraft")} showsHint onClick={onSaveDraft}>
        {t("interest.save")}
      </HintButton>
      <HintButton size="sm" hint={hintOf("saveClose")} showsHint loading={isSaving} onClick={onSaveClose}>
        {t("interest.saveClose")}
      </HintButton>
    </footer>
  );
});
