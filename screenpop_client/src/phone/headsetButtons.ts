import {
  type Button,
  bitOf,
  type Collection,
  type HeadsetMove,
  type HeadsetPlan,
  type Lights,
  lightReports,
  moveOf,
  type Place,
  planOf,
  type Standing,
  TELEPHONY_PAGE,
} from "@/model/headsetReports";

type InputReport = Event & { readonly reportId: number; readonly data: DataView };

/** What is used of WebHID's HIDDevice. */
export type HidDevice = EventTarget & {
  readonly opened: boolean;
  readonly productName: string;
  readonly collections: readonly Collection[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
};

/** What is used of `navigator.hid`: tests have their own. */
export type HidPort = EventTarget & {
  getDevices(): Promise<readonly HidDevice[]>;
  requestDevice(options: { filters: readonly { usagePage: number }[] }): Promise<readonly HidDevice[]>;
};

/** The browser's HID, null where it has none (Firefox, Safari, pages without https). */
export function browserHid(): HidPort | null {
  return (navigator as Navigator & { hid?: HidPort }).hid ?? null;
}

/** Let the operator name their headset to the browser; the name of what they chose, "" for none. Needs a click. */
export async function chooseHeadset(port: HidPort): Promise<string> {
  const [device] = await port.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] });
  if (device) port.dispatchEvent(new Event("connect")); // the browser tells only of what is plugged in
  return device?.productName ?? "";
}

type Opened = { readonly device: HidDevice; readonly plan: HeadsetPlan; readonly leave: () => void };

/** The buttons and lights of the headsets that the operator has named to the browser. */
export class HeadsetButtons {
  private readonly port: HidPort;
  private readonly standing: () => Standing;
  private readonly onMove: (move: HeadsetMove) => void;
  private readonly opened = new Map<HidDevice, Opened>();
  private lights: Lights = { offHook: false, ring: false, mute: false };
  private isOver = false;

  constructor(port: HidPort, standing: () => Standing, onMove: (move: HeadsetMove) => void) {
    this.port = port;
    this.standing = standing;
    this.onMove = onMove;
  }

  async start(): Promise<void> {
    this.port.addEventListener("connect", this.look);
    this.port.addEventListener("disconnect", this.look);
    await this.look();
  }

  stop(): void {
    this.show({ offHook: false, ring: false, mute: false });
    this.isOver = true;
    this.port.removeEventListener("connect", this.look);
    this.port.removeEventListener("disconnect", this.look);
    for (const { device, leave } of this.opened.values()) {
      leave();
      void device.close().catch(() => undefined);
    }
    this.opened.clear();
  }

  /** Show how the phone stands; a headset that does not take it goes without. */
  show(lights: Lights): void {
    const isSame = (Object.keys(lights) as (keyof Lights)[]).every((one) => lights[one] === this.lights[one]);
    this.lights = lights;
    if (!isSame) for (const one of this.opened.values()) this.tell(one);
  }

  private readonly look = async (): Promise<void> => {
    const devices = await this.port.getDevices().catch((): readonly HidDevice[] => []);
    for (const [device, { leave }] of this.opened) {
      if (devices.includes(device)) continue;
      leave();
      this.opened.delete(device);
    }
    for (const device of devices) {
      if (!this.opened.has(device)) await this.open(device).catch(() => undefined); // another program may have it
    }
  };

  private async open(device: HidDevice): Promise<void> {
    const plan = planOf(device.collections);
    if (!plan) return;
    if (!device.opened) await device.open();
    if (this.isOver || this.opened.has(device)) return;
    const hear = (event: Event) => this.hear(plan, event as InputReport);
    device.addEventListener("inputreport", hear);
    const opened = { device, plan, leave: () => device.removeEventListener("inputreport", hear) };
    this.opened.set(device, opened);
    this.tell(opened);
  }

  private hear(plan: HeadsetPlan, { reportId, data }: InputReport): void {
    for (const [button, place] of Object.entries(plan.buttons) as [Button, Place][]) {
      const isSet = bitOf(place, reportId, data);
      const move = isSet === null ? null : moveOf(button, isSet, place.isState, this.standing());
      if (move) this.onMove(move);
    }
  }

  private tell({ device, plan }: Opened): void {
    for (const [reportId, bytes] of lightReports(plan, this.lights)) {
      void device.sendReport(reportId, bytes).catch(() => undefined);
    }
  }
}
