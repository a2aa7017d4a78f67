import { Button, Select, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { said } from "@/ui/list/cells";
import { PageHead, Panel } from "@/ui/Panel";
import { Await } from "@/ui/States";
import { api } from "@/wire/api";
import type { SettingView } from "@/wire/messages.gen";

/** R145: the system's parameters; those of a user are on the page of their settings. */
export function ParametersPage() {
  const { t } = useText();
  const settings = useQuery({ queryKey: ["settings"], queryFn: api.settings });
  return (
    <>
      <PageHead title={t("nav.parameters")} />
      <Panel title={t("parameters.system")} aside={<a href={hrefTo({ page: "settings" })}>{t("parameters.own")}</a>}>
        <Await query={settings}>
          <dl className="facts">
            {settings.data?.map((setting) => (
              <Parameter key={`${setting.key} ${setting.version}`} setting={setting} />
            ))}
          </dl>
        </Await>
      </Panel>
    </>
  );
}

function Parameter({ setting }: { readonly setting: SettingView }) {
  const text = useText();
  const { t } = text;
  const client = useQueryClient();
  const [value, setValue] = useState(setting.value);
  const change = useMutation({
    mutationFn: () => api.changeSetting(setting.key, setting.version, value),
    onSuccess: () => notify(t, { color: "teal", message: t("record.saved"), seconds: 3 }),
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["settings"] }),
  });
  const label = said(setting.label, text);
  const input = { size: "xs", w: 280, "aria-label": label, disabled: !setting.may_set } as const;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <form
          style={{ display: "flex", gap: 8 }}
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate();
          }}
        >
          {setting.choices.length > 0 ? (
            <Select
              {...input}
              allowDeselect={false}
              data={setting.choices.map((choice) => ({ value: choice.value, label: said(choice.label, text) }))}
              value={value}
              onChange={(chosen) => setValue(chosen ?? setting.value)}
            />
          ) : (
            <TextInput
              {...input}
              maxLength={3}
              value={value}
              onChange={(event) => setValue(event.currentTarget.value.toUpperCase())}
            />
          )}
          {setting.may_set && (
            <Button type="submit" size="xs" disabled={value === setting.value} loading={change.isPending}>
              {t("common.save")}
            </Button>
          )}
        </form>
        <Text size="xs" c="dimmed" mt={4}>
          {said(setting.hint, text)}
        </Text>
      </dd>
    </div>
  );
}
