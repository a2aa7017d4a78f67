import type { PhoneCommand } from "@/model/phoneCalls";
import type { SipPhone } from "./sipPhone";

/** What is done with one call. */
export type CallCommand = Extract<PhoneCommand, { readonly call: string }>;

/** Have the phone do it; throws PhoneError. */
export async function obey(phone: SipPhone, command: CallCommand): Promise<void> {
  switch (command.do) {
    case "answer":
      return phone.answer(command.call);
    case "hangUp":
      return phone.hangUp(command.call);
    case "hold":
      return phone.hold(command.call);
    case "resume":
      return phone.resume(command.call);
    case "mute":
    case "unmute":
      return phone.mute(command.call, command.do === "mute");
    case "tone":
      return phone.tone(command.call, command.tone);
    case "transfer":
      return phone.transfer(command.call, command.to);
    case "consult":
      return phone.dial(command.to, command.call);
    case "join":
      return phone.join(command.call);
    case "back":
      return phone.back(command.call);
  }
}
