/**
 * What the buttons and lights of a headset look like in its HID reports.
 *
 * USB HID Usage Tables 1.5: page 0x0B (telephony) and page 0x08 (LEDs).
 */

const HOOK_SWITCH = 0x0b0020;
const PHONE_MUTE = 0x0b002f;
const LED_MUTE = 0x080009;
const LED_OFF_HOOK = 0x080017;
const LED_RING = 0x080018;

export const TELEPHONY_PAGE = 0x0b;

/** One item of a report as WebHID describes it; only what is read here. */
export type ReportItem = {
  readonly usages?: readonly number[];
  readonly isAbsolute?: boolean;
  readonly isArray?: boolean;
  readonly reportSize?: number;
  readonly reportCount?: number;
};
export type Report = { readonly reportId?: number; readonly items?: readonly ReportItem[] };
export type Collection = {
  readonly usagePage?: number;
  readonly inputReports?: readonly Report[];
  readonly outputReports?: readonly Report[];
  readonly children?: readonly Collection[];
};

/** Where a button or a light is: a bit of a report. */
export type Place = {
  readonly reportId: number;
  readonly bit: number;
  /** Whether the bit is a state; else a 1 is one press. */
  readonly isState: boolean;
};

export type Button = "hook" | "mute";
export type Light = "offHook" | "ring" | "mute";
export type Lights = Readonly<Record<Light, boolean>>;

export type HeadsetPlan = {
  readonly buttons: Readonly<Partial<Record<Button, Place>>>;
  readonly lights: Readonly<Partial<Record<Light, Place>>>;
  /** Bytes of each output report, by its number. */
  readonly lengths: ReadonlyMap<number, number>;
};

/** Find the buttons and lights in what a device says of its reports; null where it has no hook switch. */
export function planOf(collections: readonly Collection[]): HeadsetPlan | null {
  const all = collections.flatMap(flat);
  const inputs = placesOf(all.flatMap((one) => one.inputReports ?? []));
  const outputs = placesOf(all.flatMap((one) => one.outputReports ?? []));
  const hook = inputs.places.get(HOOK_SWITCH);
  if (!hook) return null;
  return {
    buttons: named({ hook, mute: inputs.places.get(PHONE_MUTE) }),
    lights: named({
      offHook: outputs.places.get(LED_OFF_HOOK),
      ring: outputs.places.get(LED_RING),
      mute: outputs.places.get(LED_MUTE),
    }),
    lengths: outputs.lengths,
  };
}

/** Whether the bit is set; null when the report is another one, or shorter than it said. */
export function bitOf(place: Place, reportId: number, data: DataView): boolean | null {
  const at = place.bit >> 3;
  if (place.reportId !== reportId || at >= data.byteLength) return null;
  return ((data.getUint8(at) >> (place.bit & 7)) & 1) === 1;
}

/** The output reports, by number, that show these lights. */
export function lightReports(plan: HeadsetPlan, lights: Lights): ReadonlyMap<number, Uint8Array<ArrayBuffer>> {
  const reports = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const [light, place] of Object.entries(plan.lights) as [Light, Place][]) {
    const bytes = reports.get(place.reportId) ?? new Uint8Array(plan.lengths.get(place.reportId) ?? 0);
    reports.set(place.reportId, bytes);
    const at = place.bit >> 3;
    if (lights[light]) bytes[at] = (bytes[at] ?? 0) | (1 << (place.bit & 7));
  }
  return reports;
}

export type HeadsetMove = "answer" | "hangUp" | "mute" | "unmute";
export type Standing = { readonly isRinging: boolean; readonly isTalking: boolean; readonly isMuted: boolean };

/** What a button asks for. A headset also reports back what its lights were told: that asks for nothing. */
export function moveOf(button: Button, isSet: boolean, isState: boolean, phone: Standing): HeadsetMove | null {
  if (button === "hook") {
    if (isSet && phone.isRinging) return "answer";
    return phone.isTalking && isSet !== isState ? "hangUp" : null;
  }
  if (!phone.isTalking || (!isState && !isSet)) return null;
  const isWanted = isState ? isSet : !phone.isMuted;
  if (isWanted === phone.isMuted) return null;
  return isWanted ? "mute" : "unmute";
}

function flat(collection: Collection): readonly Collection[] {
  return [collection, ...(collection.children ?? []).flatMap(flat)];
}

function placesOf(reports: readonly Report[]) {
  const places = new Map<number, Place>();
  const lengths = new Map<number, number>();
  for (const { reportId = 0, items = [] } of reports) {
    let bit = 0;
    for (const item of items) {
      const size = item.reportSize ?? 0;
      const count = item.reportCount ?? 0;
      if (size === 1 && !item.isArray) {
        item.usages?.slice(0, count).forEach((usage, index) => {
          if (!places.has(usage)) places.set(usage, { reportId, bit: bit + index, isState: item.isAbsolute ?? true });
        });
      }
      bit += size * count;
    }
    lengths.set(reportId, Math.max(lengths.get(reportId) ?? 0, Math.ceil(bit / 8)));
  }
  return { places, lengths };
}

function named<Name extends string>(found: Record<Name, Place | undefined>): Partial<Record<Name, Place>> {
  return Object.fromEntries(Object.entries(found).filter(([, place]) => place)) as Partial<Record<Name, Place>>;
}
