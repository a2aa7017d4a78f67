import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type SettingPlace } from "@/wire/api";
import type { SettingView } from "@/wire/messages.gen";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { useText } from "./text";

const MINE: SettingPlace = { level: "user" };

/** The parameters of the system, of a branch, or one's own. */
export function useSettings(place: SettingPlace) {
  return useQuery({ queryKey: ["settings", place], queryFn: () => api.settings(place), staleTime: 60_000 });
}

/** What a parameter is for the user: their own value, else their branch's, else the system's. */
export function useMySetting(key: string): string | undefined {
  return useSettings(MINE).data?.find((one) => one.key === key)?.value;
}

/** Set a parameter at a place, or with null let what is inherited hold again. */
export function useSettingChange(setting: SettingView, place: SettingPlace) {
  const { t } = useText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (value: string | null) =>
      value === null
        ? api.resetSetting(setting.key, setting.version, place)
        : api.changeSetting(setting.key, setting.version, value, place),
    onSuccess: () => notify(t, { color: "teal", message: t("record.saved"), seconds: 3 }),
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["settings"] }),
  });
}
