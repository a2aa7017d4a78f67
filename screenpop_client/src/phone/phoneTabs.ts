import type { PhoneCommand, PhoneState } from "@/model/phoneCalls";
import { randomId } from "@/wire/ids";
import { PhoneError } from "./phoneMedia";

const PATIENCE_MS = 8000;

type Said =
  | { readonly say: "state"; readonly state: PhoneState }
  | { readonly say: "who?" }
  | { readonly say: "do"; readonly id: string; readonly command: PhoneCommand }
  | { readonly say: "done"; readonly id: string; readonly problem: PhoneError["problem"] | null };

export type PhoneTabsEvents = {
  readonly onState: (state: PhoneState) => void;
  readonly onAsked: () => void;
  readonly onCommand: (command: PhoneCommand) => Promise<void>;
  /** Whether this tab is the phone: only that one does what the others ask. */
  readonly isPhone: () => boolean;
};

/** How the tabs of one operator in one browser share a phone. */
export class PhoneTabs {
  private readonly channel: BroadcastChannel;
  private readonly events: PhoneTabsEvents;
  private readonly waiting = new Map<string, (problem: PhoneError["problem"] | null) => void>();

  constructor(operatorId: number, events: PhoneTabsEvents) {
    this.events = events;
    this.channel = new BroadcastChannel(`callbridge-phone-${operatorId}`);
    this.channel.onmessage = ({ data }: MessageEvent<Said>) => void this.hear(data);
  }

  tell(state: PhoneState): void {
    this.say({ say: "state", state });
  }

  ask(): void {
    this.say({ say: "who?" });
  }

  /** Have the tab do it that is the phone; throws PhoneError, also when no tab answers. */
  async send(command: PhoneCommand): Promise<void> {
    const id = randomId();
    const problem = await new Promise<PhoneError["problem"] | null>((resolve) => {
      const silence = setTimeout(() => resolve("unreachable"), PATIENCE_MS);
      this.waiting.set(id, (answer) => {
        clearTimeout(silence);
        resolve(answer);
      });
      this.say({ say: "do", id, command });
    });
    this.waiting.delete(id);
    if (problem !== null) throw new PhoneError(problem);
  }

  leave(): void {
    this.channel.close();
  }

  private async hear(said: Said): Promise<void> {
    if (said.say === "state") this.events.onState(said.state);
    else if (said.say === "who?") this.events.onAsked();
    else if (said.say === "done") this.waiting.get(said.id)?.(said.problem);
    else if (this.events.isPhone()) {
      const problem = await this.events.onCommand(said.command).then(
        () => null,
        (error) => (error instanceof PhoneError ? error.problem : ("unreachable" as const)),
      );
      this.say({ say: "done", id: said.id, problem });
    }
  }

  private say(said: Said): void {
    this.channel.postMessage(said);
  }
}
