import { meanOpinion, type TalkFigures } from "./phoneCalls";

/** What one look at the connection's counters shows; totals since the talk began. */
export type TalkSample = {
  readonly atMs: number;
  readonly received: number;
  readonly lost: number;
  readonly rttMs: number | null;
  readonly jitterMs: number | null;
};

export type TalkSummary = {
  readonly seconds: number;
  readonly received: number;
  readonly lost: number;
  readonly rttMs: number | null;
  readonly jitterMs: number | null;
  readonly mos: number;
  readonly worstMos: number;
};

const WINDOW = 5;

/** Follows a talk's counters: how it sounds now, whether it fell silent, how it was on the whole. */
export class TalkMeter {
  private readonly recent: TalkSample[] = [];
  private first: TalkSample | null = null;
  private last: TalkSample | null = null;
  private heardAtMs = 0;
  private rtt = new Mean();
  private jitter = new Mean();
  private worst = 5;

  take(sample: TalkSample): TalkFigures {
    this.first ??= sample;
    if (this.last === null || sample.received > this.last.received) this.heardAtMs = sample.atMs;
    this.last = sample;
    this.rtt.add(sample.rttMs);
    this.jitter.add(sample.jitterMs);
    this.recent.push(sample);
    if (this.recent.length > WINDOW) this.recent.shift();
    const loss = lossBetween(this.recent[0] ?? sample, sample);
    const mos = meanOpinion(sample.rttMs ?? 0, sample.jitterMs ?? 0, loss);
    if (sample.received > 0) this.worst = Math.min(this.worst, mos);
    return { rttMs: sample.rttMs, jitterMs: sample.jitterMs, lossPercent: loss, mos };
  }

  /** Nobody sends while a call is held: the silence after it counts from its end. */
  excuse(atMs: number): void {
    this.heardAtMs = atMs;
  }

  /** How long nothing has come in. */
  silentMs(nowMs: number): number {
    return this.last === null ? 0 : nowMs - this.heardAtMs;
  }

  /** The talk on the whole; null when it was too short to be measured. */
  summary(): TalkSummary | null {
    if (!this.first || !this.last) return null;
    const { received, lost } = this.last;
    const loss = percent(lost, received);
    const mos = received === 0 ? 1 : meanOpinion(this.rtt.value ?? 0, this.jitter.value ?? 0, loss);
    return {
      seconds: Math.round((this.last.atMs - this.first.atMs) / 1000),
      received,
      lost,
      rttMs: this.rtt.value,
      jitterMs: this.jitter.value,
      mos,
      worstMos: received === 0 ? 1 : Math.min(this.worst, mos),
    };
  }
}

class Mean {
  private sum = 0;
  private count = 0;

  add(value: number | null): void {
    if (value === null) return;
    this.sum += value;
    this.count += 1;
  }

  get value(): number | null {
    return this.count === 0 ? null : Math.round((this.sum / this.count) * 10) / 10;
  }
}

function lossBetween(from: TalkSample, to: TalkSample): number {
  return percent(to.lost - from.lost, to.received - from.received);
}

function percent(lost: number, received: number): number {
  const all = lost + received;
  return all <= 0 ? 0 : Math.round((Math.max(0, lost) / all) * 1000) / 10;
}
