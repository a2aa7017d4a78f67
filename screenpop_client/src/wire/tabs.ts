const NAME = "callbridge-tabs";
const PATIENCE_MS = 250;

export type Tabs = {
  /** Say whether no other tab of this browser answers. */
  readonly isAlone: () => Promise<boolean>;
  readonly leave: () => void;
};

/** Be heard by the other tabs of this browser, for as long as this one lives. */
export function joinTabs(): Tabs {
  const channel = new BroadcastChannel(NAME);
  let onAnswer: () => void = () => {};
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === "who?") channel.postMessage("here");
    else onAnswer();
  };
  return {
    isAlone: () =>
      new Promise((resolve) => {
        const silence = setTimeout(() => resolve(true), PATIENCE_MS);
        onAnswer = () => {
          clearTimeout(silence);
          resolve(false);
        };
        channel.postMessage("who?");
      }),
    leave: () => channel.close(),
  };
}
