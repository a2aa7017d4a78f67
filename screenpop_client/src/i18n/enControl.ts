export const enControl = {
  "dial.call": "Call",
  "dial.handset": "Lift your phone: it rings, then dials the customer",
  "dial.headset": "Dialling: speak into the headset",
  "dial.failed": "The call was not placed. {reason}",
  "dial.copied": "The number is copied. The PBX is not set up to dial.",
} as const;
