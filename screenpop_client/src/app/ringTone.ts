/** A two-note ring made on the spot: no sound file, nothing to load when the phone rings. */
class RingTone {
  private context: AudioContext | null = null;
  private phrase: GainNode | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private device = "";

  /** Browsers allow sound only after the user touched the page: call this on the first gesture. */
  async unlock(): Promise<void> {
    this.context ??= new AudioContext();
    await this.route();
    await this.context.resume();
    if (this.timer !== undefined) this.once();
  }

  /** Ring on this device from now on, "" for the system's; where the browser cannot, it rings as ever. */
  soundOn(deviceId: string): void {
    this.device = deviceId;
    void this.route();
  }

  start(): void {
    if (this.timer !== undefined) return;
    this.once();
    this.timer = setInterval(() => this.once(), 2600);
  }

  /** Fall silent at once, in the middle of the phrase too. */
  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.phrase?.disconnect();
  }

  private async route(): Promise<void> {
    const context = this.context as (AudioContext & { setSinkId?: (id: string) => Promise<void> }) | null;
    await context?.setSinkId?.(this.device).catch(() => undefined);
  }

  /** Sound the phrase one time. */
  once(): void {
    const context = this.context;
    if (context?.state !== "running") return;
    this.phrase?.disconnect();
    this.phrase = context.createGain();
    this.phrase.connect(context.destination);
    for (const [delay, pitch] of PHRASE) note(context, this.phrase, context.currentTime + delay, pitch);
  }
}

const PHRASE = [
  [0, 659],
  [0.18, 784],
  [0.5, 659],
  [0.68, 784],
] as const;

/** The browser's one ring. */
export const ringTone = new RingTone();

function note(context: AudioContext, into: AudioNode, at: number, pitch: number): void {
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.type = "triangle";
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(0.16, at + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
  tone.connect(loudness).connect(into);
  tone.start(at);
  tone.stop(at + 0.32);
}
