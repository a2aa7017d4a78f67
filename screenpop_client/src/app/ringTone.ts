/** A two-note ring made on the spot: no sound file, nothing to load when the phone rings. */
class RingTone {
  private context: AudioContext | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Browsers allow sound only after the user touched the page: call this on the first gesture. */
  unlock(): void {
    this.context ??= new AudioContext();
    void this.context.resume();
  }

  start(): void {
    if (this.timer !== undefined) return;
    this.once();
    this.timer = setInterval(() => this.once(), 2600);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Sound the phrase one time. */
  once(): void {
    const context = this.context;
    if (context?.state !== "running") return;
    for (const [delay, pitch] of [
      [0, 659],
      [0.18, 784],
      [0.5, 659],
      [0.68, 784],
    ] as const) {
      note(context, context.currentTime + delay, pitch);
    }
  }
}

/** The browser's one ring. */
export const ringTone = new RingTone();

function note(context: AudioContext, at: number, pitch: number): void {
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.type = "triangle";
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(0.16, at + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
  tone.connect(loudness).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.32);
}
