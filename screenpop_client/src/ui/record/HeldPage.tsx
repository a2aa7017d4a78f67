import { useHeldPage } from "@/app/useHeldPage";
import { LeaveDialog } from "./LeaveDialog";

type HeldPageProps = {
  /** Something is typed that is not saved. */
  readonly isHeld: boolean;
  /** Says whether it was saved. */
  readonly save: () => Promise<boolean>;
};

/** Asks what becomes of what was typed before its page is left. */
export function HeldPage({ isHeld, save }: HeldPageProps) {
  const held = useHeldPage(isHeld);
  if (held.go === null) return null;
  const leave = () => {
    held.stay();
    held.go?.();
  };
  const keep = async () => ((await save()) ? leave() : held.stay());
  return <LeaveDialog onStay={held.stay} onDiscard={leave} onSave={() => void keep()} />;
}
