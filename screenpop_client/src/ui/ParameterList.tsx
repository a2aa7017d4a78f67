import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSettingChange, useSettings } from "@/app/settingQueries";
import { type TextTools, useText } from "@/app/text";
import type { SettingPlace } from "@/wire/api";
import type { SettingView } from "@/wire/messages.gen";
import { said } from "./list/cells";
import { Await, Empty } from "./States";

/** R145: the parameters of one level, each with where its value comes from and the way back to the inherited one. */
export function ParameterList({ place }: { readonly place: SettingPlace }) {
  const { t } = useText();
  const settings = useSettings(place);
  return (
    <Await query={settings}>
      {settings.data?.length === 0 ? (
        <Empty title={t("parameters.none")} />
      ) : (
        <dl className="facts">
          {settings.data?.map((setting) => (
            <Parameter key={`${setting.key} ${setting.version} ${setting.value}`} setting={setting} place={place} />
          ))}
        </dl>
      )}
    </Await>
  );
}

type ParameterProps = { readonly setting: SettingView; readonly place: SettingPlace };

function Parameter({ setting, place }: ParameterProps) {
  const text = useText();
  const { t } = text;
  const [value, setValue] = useState(setting.value);
  const change = useSettingChange(setting, place);
  const label = said(setting.label, text);
  const { may_set } = setting;
  const input = {
    size: "xs",
    w: 280,
    "aria-label": label,
    readOnly: !may_set,
    variant: may_set ? "default" : "filled",
  } as const;
  const isSetHere = setting.version > 0;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (may_set) change.mutate(value); // Enter in a field that can only be read
          }}
        >
          <Group gap="xs">
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
            {may_set && (
              <Button type="submit" size="xs" disabled={value === setting.value} loading={change.isPending}>
                {t("common.save")}
              </Button>
            )}
            {may_set && isSetHere && (
              <Button size="xs" variant="default" loading={change.isPending} onClick={() => change.mutate(null)}>
                {t("parameters.reset", { value: wordOf(setting, setting.inherited, text) })}
              </Button>
            )}
          </Group>
        </form>
        <Text size="xs" c="dimmed" mt={4}>
          {t(setting.is_default ? "parameters.from.default" : `parameters.from.${setting.source}`)}
          {" · "}
          {said(setting.hint, text)}
        </Text>
      </dd>
    </div>
  );
}

function wordOf(setting: SettingView, value: string, text: TextTools): string {
  const choice = setting.choices.find((one) => one.value === value);
  return choice ? said(choice.label, text) : value;
}
