import { EventEmitter } from "node:events";
import type { RTCSession } from "jssip/lib/RTCSession";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SipCall } from "./sipCall";

class Track extends EventTarget {
  kind = "audio";
  enabled = true;
  stop = vi.fn();
}

function stream(track: Track): MediaStream {
  return { getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream;
}

class Connection extends EventTarget {
  iceConnectionState = "new";
  received = 0;
  sender = { track: new Track(), replaceTrack: vi.fn(async () => undefined) };

  async getStats() {
    return new Map([["in", { type: "inbound-rtp", kind: "audio", packetsReceived: this.received, packetsLost: 0 }]]);
  }

  getSenders() {
    return [this.sender];
  }

  ice(state: string) {
    this.iceConnectionState = state;
    this.dispatchEvent(new Event("iceconnectionstatechange"));
  }
}

class Session extends EventEmitter {
  direction = "incoming";
  connection = new Connection();
  muted = false;
  isHeld = false;
  isBusy = false;
  isOnHold = () => ({ local: this.isHeld, remote: false });
  hold = () => this.turn(true);
  unhold = () => this.turn(false);
  isMuted = () => ({ audio: this.muted, video: false });

  private turn(isHeld: boolean) {
    if (this.isBusy || this.isHeld === isHeld) return false;
    this.isHeld = isHeld;
    return true;
  }
}

function talking() {
  const session = new Session();
  const ended: unknown[] = [];
  const lost = vi.fn();
  const call = new SipCall(
    "id",
    session as unknown as RTCSession,
    { silenceMs: 3000, speaker: "" },
    { onChange: () => undefined, onMicrophoneLost: lost, onEnd: (_, summary) => ended.push(summary) },
  );
  session.emit("accepted");
  return { call, session, connection: session.connection, ended, lost };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    "Audio",
    class {
      srcObject = null;
      play = async () => undefined;
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a network that lets no sound through is told until sound finds a way", () => {
  const { call, connection } = talking();
  connection.ice("failed");
  expect(call.view.trouble).toBe("ice");
  connection.ice("connected");
  expect(call.view.trouble).toBe("");
});

test("sound that stops coming in is told after the time for it, and no more once it is back", async () => {
  const { call, connection } = talking();
  connection.received = 50;
  await vi.advanceTimersByTimeAsync(1000);
  await vi.advanceTimersByTimeAsync(2000);
  expect(call.view.trouble).toBe("");
  await vi.advanceTimersByTimeAsync(1000);
  expect(call.view.trouble).toBe("silence");
  connection.received = 51;
  await vi.advanceTimersByTimeAsync(1000);
  expect(call.view.trouble).toBe("");
});

test("who holds and goes on before the PBX has answered is gone on with once it has", async () => {
  const { call, session } = talking();
  call.turnHold(true);
  session.isBusy = true;
  call.turnHold(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect(call.view.isHeld).toBe(true);
  session.isBusy = false;
  await vi.advanceTimersByTimeAsync(100);
  expect(call.view.isHeld).toBe(false);
});

test("of two wishes that wait the later one holds, and none outlives the call", async () => {
  const { call, session } = talking();
  session.isBusy = true;
  call.turnHold(true);
  call.turnHold(false);
  session.isBusy = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(call.view.isHeld).toBe(false);
  session.isBusy = true;
  call.turnHold(true);
  session.emit("ended");
  session.isBusy = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(call.view.isHeld).toBe(false);
});

test("a microphone that goes off is told, and its successor is as mute as it was", async () => {
  const { call, session, connection, lost } = talking();
  const first = new Track();
  call.speakThrough(stream(first));
  first.dispatchEvent(new Event("ended"));
  expect(call.hasLostMicrophone).toBe(true);
  expect(lost).toHaveBeenCalledWith(call);
  session.muted = true;
  const next = new Track();
  await call.changeMicrophone(stream(next));
  expect(connection.sender.replaceTrack).toHaveBeenCalledWith(next);
  expect([call.view.trouble, next.enabled, first.stop.mock.calls.length]).toEqual(["", false, 1]);
});

test("a talk that is over gives its figures once and its microphone back", async () => {
  const { call, session, connection, ended } = talking();
  const track = new Track();
  call.speakThrough(stream(track));
  connection.received = 50;
  await vi.advanceTimersByTimeAsync(2000);
  session.emit("ended");
  session.emit("ended");
  expect(ended).toEqual([expect.objectContaining({ received: 50, lost: 0 })]);
  expect(track.stop).toHaveBeenCalledOnce();
});
