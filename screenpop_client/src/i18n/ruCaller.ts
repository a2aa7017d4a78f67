/** Who calls and who does not, and what else the call card offers. */
export const ruCaller = {
  "card.notHim": "Не он",
  "card.notHimName": "Не он: {name}",
  "card.notHimHint": "Больше не предлагать для этого номера",
  "card.notCallers": "С этого номера не звонят",
  "card.notCaller": "Не он: {name}",
  "card.callerAgain": "Вернуть",
  "card.callerAgainName": "Вернуть: {name}",
  "duplicates.moved.not_caller": "отметки «не он»",
  "record.history.not_caller.added": "сказано «не он» о номере",
  "record.history.not_caller.removed": "«не он» отменено",
} as const;
