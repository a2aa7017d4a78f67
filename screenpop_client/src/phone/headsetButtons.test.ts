import { expect, test } from "vitest";
import type { HeadsetMove } from "@/model/headsetReports";
import { chooseHeadset, HeadsetButtons, type HidDevice, type HidPort } from "./headsetButtons";

class Device extends EventTarget implements HidDevice {
  opened = false;
  readonly productName = "Headset";
  readonly sent: number[][] = [];
  readonly collections = [
    {
      usagePage: 0x0b,
      inputReports: [{ reportId: 1, items: [{ usages: [0x0b0020, 0x0b002f], reportSize: 1, reportCount: 2 }] }],
      outputReports: [{ reportId: 1, items: [{ usages: [0x080017, 0x080018], reportSize: 1, reportCount: 2 }] }],
    },
  ];

  async open(): Promise<void> {
    this.opened = true;
  }

  async close(): Promise<void> {
    this.opened = false;
  }

  async sendReport(reportId: number, data: Uint8Array): Promise<void> {
    this.sent.push([reportId, ...data]);
  }

  report(byte: number): void {
    const data = new DataView(Uint8Array.of(byte).buffer);
    this.dispatchEvent(Object.assign(new Event("inputreport"), { reportId: 1, data }));
  }
}

class Port extends EventTarget implements HidPort {
  devices: HidDevice[] = [];
  readonly offered = new Device();

  async getDevices(): Promise<readonly HidDevice[]> {
    return this.devices;
  }

  async requestDevice(): Promise<readonly HidDevice[]> {
    this.devices = [this.offered];
    return this.devices;
  }
}

async function plugged() {
  const port = new Port();
  const moves: HeadsetMove[] = [];
  const standing = { isRinging: false, isTalking: false, isMuted: false };
  const buttons = new HeadsetButtons(
    port,
    () => standing,
    (move) => moves.push(move),
  );
  await buttons.start();
  expect(await chooseHeadset(port)).toBe("Headset");
  await Promise.resolve();
  return { port, device: port.offered, moves, standing, buttons };
}

test("a headset that is named later answers what rings, and its lights follow the phone", async () => {
  const { device, moves, standing, buttons } = await plugged();
  expect(device.sent).toEqual([[1, 0]]);
  buttons.show({ offHook: false, ring: true, mute: false });
  standing.isRinging = true;
  device.report(0b01);
  buttons.show({ offHook: true, ring: false, mute: false });
  buttons.show({ offHook: true, ring: false, mute: false });
  standing.isRinging = false;
  standing.isTalking = true;
  device.report(0b11);
  device.report(0b10);
  expect(moves).toEqual(["answer", "mute", "hangUp", "mute"]);
  expect(device.sent).toEqual([
    [1, 0],
    [1, 0b10],
    [1, 0b01],
  ]);
});

test("who stops darkens the lights, lets the headset go and hears it no more", async () => {
  const { device, moves, standing, buttons } = await plugged();
  buttons.show({ offHook: true, ring: false, mute: false });
  buttons.stop();
  standing.isRinging = true;
  device.report(0b01);
  expect(moves).toEqual([]);
  expect(device.sent.at(-1)).toEqual([1, 0]);
  expect(device.opened).toBe(false);
});

test("one that was unplugged is forgotten", async () => {
  const { port, device, moves, standing } = await plugged();
  port.devices = [];
  port.dispatchEvent(new Event("disconnect"));
  await Promise.resolve();
  await Promise.resolve();
  standing.isRinging = true;
  device.report(0b01);
  expect(moves).toEqual([]);
});
