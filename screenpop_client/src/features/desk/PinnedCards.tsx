import { MantineThemeProvider } from "@mantine/core";
import { type MouseEvent, useEffect, useMemo } from "react";
import { createPortal } from "react-dom";
import { pinned, usePinned, usePinWaits } from "@/app/pinned";
import { useText } from "@/app/text";
import { useCallKeys } from "@/app/useDeskCommands";
import { KeysWindow } from "@/app/useKeys";
import { useDesk, useOpenInterests } from "@/app/workspace";
import { CallCard } from "./CallCard";
import classes from "./PinnedCards.module.css";
import { useLikeThePage } from "./useLikeThePage";

/** The call cards in a window above all others, while the operator keeps them pinned. */
export function PinnedCards() {
  const { window: own } = usePinned();
  const isQuiet = useDesk(({ desk }) => desk.cards.length === 0);
  const waits = usePinWaits();
  const isIdle = isQuiet && !waits;
  useEffect(() => {
    if (isIdle && own !== null) pinned.rest();
  }, [isIdle, own]);
  useEffect(() => () => pinned.rest(), []);
  return own && createPortal(<Inside own={own} />, own.document.body);
}

/** What belongs to this window must open in it: menus and hints, and its keys are heard here. */
function Inside({ own }: { readonly own: Window }) {
  const theme = useMemo(() => ({ components: { Portal: { defaultProps: { target: own.document.body } } } }), [own]);
  useLikeThePage(own);
  useFrontPage(own);
  return (
    <MantineThemeProvider theme={theme} inherit>
      <KeysWindow value={own}>
        <Cards />
      </KeysWindow>
    </MantineThemeProvider>
  );
}

function Cards() {
  const { t } = useText();
  const cards = useDesk(({ desk }) => desk.cards);
  useCallKeys();
  return (
    <div className={classes.cards} onClickCapture={followInPage}>
      {cards.map((shown, index) => (
        <CallCard key={shown.card.id} shown={shown} size={index === 0 ? "full" : "line"} isPinned />
      ))}
      {cards.length === 0 && <p className={classes.waiting}>{t("pin.waiting")}</p>}
    </div>
  );
}

/** A card that opens for input is in the page: bring that to the front. */
function useFrontPage(own: Window): void {
  const { active } = useOpenInterests();
  useEffect(() => {
    if (active !== null && own.document.hasFocus()) window.focus();
  }, [active, own]);
}

/** This window shows no page: what its links lead to is shown by the page itself. */
function followInPage(event: MouseEvent): void {
  const link = (event.target as Element).closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  window.location.hash = link.getAttribute("href") ?? "";
  window.focus();
}
