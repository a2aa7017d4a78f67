import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { type PhoneState, SILENT_PHONE } from "@/model/phoneCalls";
import { keepPhone, keptPhone, leavePhone } from "./phoneKeeper";
import type { PhoneStore } from "./phoneStore";
import { useSession } from "./session";

const PhoneContext = createContext<PhoneStore | null>(null);
const NOBODY = () => () => undefined;

/** Keeps the browser's phone while the operator works with a headset (R73); pages come and go below it. */
export function PhoneScope({ children }: { children: ReactNode }) {
  const { me } = useSession();
  const { id, device_mode: mode } = me.operator;
  const isPhone = me.has_softphone && mode === "headset";
  const [phone, setPhone] = useState<PhoneStore | null>(null);
  useEffect(() => {
    if (!isPhone) return;
    const store = keepPhone(id);
    setPhone(store);
    return () => {
      setPhone(null);
      leavePhone(store);
    };
  }, [id, isPhone]);
  return <PhoneContext value={phone}>{children}</PhoneContext>;
}

/** The phone whose talk goes on after its login has ended, for what is shown without one. */
export function KeptPhoneScope({ children }: { children: ReactNode }) {
  return <PhoneContext value={keptPhone()}>{children}</PhoneContext>;
}

/** The phone of this browser, null when the operator has a desk phone. */
export function usePhoneStore(): PhoneStore | null {
  return useContext(PhoneContext);
}

/** The phone and how it stands; the component is drawn anew with every change. */
export function usePhone(): { readonly store: PhoneStore; readonly state: PhoneState } | null {
  const store = usePhoneStore();
  const state = useSyncExternalStore(store?.subscribe ?? NOBODY, () => store?.state ?? SILENT_PHONE);
  return store && { store, state };
}
