import { enAudio } from "./enAudio";
import { enBulk } from "./enBulk";
import { enCaller } from "./enCaller";
import { enCalls } from "./enCalls";
import { enCards } from "./enCards";
import { enCauses } from "./enCauses";
import { enControl } from "./enControl";
import { enDay } from "./enDay";
import { enDeals } from "./enDeals";
import { enDesk } from "./enDesk";
import { enFiles } from "./enFiles";
import { enHeadset } from "./enHeadset";
import { enImports } from "./enImports";
import { enInterest } from "./enInterest";
import { enInterviews } from "./enInterviews";
import { enLeads } from "./enLeads";
import { enLists } from "./enLists";
import { enMailings } from "./enMailings";
import { enPhone } from "./enPhone";
import { enPin } from "./enPin";
import { enPrograms } from "./enPrograms";
import { enQueues } from "./enQueues";
import { enRecords } from "./enRecords";
import { enRounds } from "./enRounds";
import { enScripts } from "./enScripts";
import { enTasks } from "./enTasks";
import type { Messages } from "./translate";

export const en: Messages = {
  "app.name": "callbridge",
  "app.tagline": "The caller's card before the first hello",
  "app.skip": "Skip to content",
  "app.outdated": "The program was updated. Reload the page: all you typed is kept.",
  "app.reload": "Reload",

  "login.login": "Login",
  "login.password": "Password",
  "login.submit": "Log in",
  "login.ended": "The session has ended. Log in again: what you typed is kept.",

  "nav.label": "Sections",
  "nav.desk": "Desk",
  "nav.relations": "Customer relations",
  "nav.events": "Events",
  "nav.marketing": "Marketing",
  "nav.leads": "Incoming leads",
  "nav.persons": "People",
  "nav.organizations": "Organizations",
  "nav.calls": "Calls",
  "nav.settings": "Settings",
  "nav.logout": "Log out",
  "nav.help": "Keys",

  "settings.title": "Settings",
  "settings.language": "Language",
  "settings.theme": "Appearance",
  "settings.theme.auto": "As the system",
  "settings.theme.light": "Light",
  "settings.theme.dark": "Dark",
  "settings.device": "Telephone",
  "settings.device.headset": "Headset",
  "settings.device.handset": "Desk phone",
  "settings.deviceHint": "The ✓ button asks the desk phone to go off hook; where it cannot, lift the handset.",
  "settings.sound": "Ring sound",
  "settings.soundOn": "Ring in this browser",
  "settings.soundTest": "Try",
  "settings.notifications": "Desktop notifications",
  "settings.notificationsAllow": "Allow notifications",
  "settings.notifications.granted": "Allowed",
  "settings.notifications.denied": "Forbidden in the browser's settings",
  "settings.notifications.default": "Not allowed yet",
  "settings.notifications.unsupported": "Not supported by the browser on this address",
  "settings.timeZone": "Time zone",
  "settings.extension": "Extension",
  "settings.noExtension": "none: no cards will come",
  "settings.version": "Version",

  "role.operator": "Operator",
  "role.supervisor": "Supervisor",
  "role.manager": "Manager",
  "role.admin": "Administrator",

  "common.loading": "Loading…",
  "common.retry": "Try again",
  "common.more": "Show more",
  "common.close": "Close",
  "common.cancel": "Cancel",
  "common.clear": "Clear",
  "common.all": "All",
  "common.mine": "Mine",
  "common.none": "—",

  "error.unreachable": "The server cannot be reached. We try again as soon as it can.",
  "error.server": "The server could not do it. Please try again.",
  "error.gone": "It may have been put away or merged, or the address is wrong.",
  "error.askForRight": "An administrator gives rights.",
  "error.list": "The list could not be loaded",
  "error.part": "This part of the page did not load: no connection, or there was an update.",
  "error.crash": "The page stumbled over an error. What you typed is kept in the draft.",

  "rating.positive": "Positive",
  "rating.satisfactory": "Satisfactory",
  "rating.undefined": "Undefined",
  "rating.negative": "Negative",
  "rating.positive.short": "Pos.",
  "rating.satisfactory.short": "Satisf.",
  "rating.undefined.short": "Undef.",
  "rating.negative.short": "Neg.",

  "help.title": "Keys",
  "help.accept": "Answer the call",
  "help.interest": "Interest card of the call",
  "help.deal": "Contact of the caller's deal",
  "help.newInterest": "New interest without a call",
  "help.pause": "Ready / pause; end of the wrap-up",
  "help.wrapUp": "Wrap-up: begin, prolong",
  "help.saveClose": "Save and close the card",
  "help.saveDraft": "Save the draft",
  "help.minimise": "Minimise the card (nothing is lost)",
  "help.pick1": "Choose no. 1: result, deal, person",
  "help.pick2": "Choose no. 2: result, deal, person",
  "help.pick3": "Choose no. 3: result, deal, person",
  "help.pick4": "Choose no. 4: result, deal, person",
  "help.pick5": "Choose no. 5: deal, person",
  "help.pick6": "Choose no. 6: deal, person",
  "help.pick7": "Choose no. 7: deal, person",
  "help.pick8": "Choose no. 8: deal, person",
  "help.pick9": "Choose no. 9: deal, person",
  "keys.title": "My keys",
  "keys.change": "Change",
  "keys.changeOf": "Change the key: {what}",
  "keys.press": "Press a key…",
  "keys.pressHint": "The key for “{what}”: press it, Esc leaves it as it was",
  "keys.resetOf": "Back to the original key: {what}",
  "keys.reset": "Original",
  "keys.resetAll": "All back to the originals",
  "keys.reserved": "The browser keeps “{key}” to itself. Choose another.",
  "keys.taken": "“{key}” is taken by “{by}”. Change that one first.",
  "keys.layout": "A key is a place on the keyboard: the layout changes nothing.",
  "help.rate": "Result: how the talk went",
  "help.help": "This help",
  "help.layout": "The keys work under any keyboard layout.",
  ...enAudio,
  ...enBulk,
  ...enCaller,
  ...enCalls,
  ...enCards,
  ...enCauses,
  ...enControl,
  ...enDay,
  ...enDeals,
  ...enDesk,
  ...enFiles,
  ...enLeads,
  ...enLists,
  ...enPin,
  ...enPrograms,
  ...enMailings,
  ...enRounds,
  ...enPhone,
  ...enQueues,
  ...enRecords,
  ...enInterviews,
  ...enScripts,
  ...enTasks,
  ...enHeadset,
  ...enImports,
  ...enInterest,
};
