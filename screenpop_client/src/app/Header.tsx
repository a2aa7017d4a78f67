import { ActionIcon, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import {
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSettings,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { PhoneStatus } from "@/features/desk/PhoneStatus";
import { StatusControl } from "@/features/desk/StatusControl";
import { TaskBell } from "@/features/tasks/TaskBell";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import { LanguageSwitch } from "@/ui/LanguageSwitch";
import { hrefTo } from "./router";
import classes from "./Shell.module.css";
import { useSession } from "./session";
import { useText } from "./text";
import { useNewInterest } from "./useNewInterest";

/** The bar at the top: status, a new interest, and the operator's own switches. */
export function Header({ onHelp }: { onHelp: () => void }) {
  const { me, logout } = useSession();
  const { t } = useText();
  const newInterest = useNewInterest();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const isDark = scheme === "dark";
  const themeLabel = t(isDark ? "settings.theme.light" : "settings.theme.dark");

  return (
    <header className={classes.header}>
      <a className={classes.brand} href={hrefTo({ page: "desk" })}>
        <img src="/favicon.svg" alt="" width={22} height={22} />
        {t("app.name")}
      </a>
      <StatusControl />
      <PhoneStatus />
      <HintButton
        size="xs"
        variant="default"
        leftSection={<IconPlus size={15} />}
        hint={hintOf("newInterest")}
        onClick={() => newInterest()}
      >
        {t("desk.newInterest")}
      </HintButton>
      <div className={classes.spacer} />
      <TaskBell />
      <LanguageSwitch isShort />
      <Tooltip label={themeLabel}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={themeLabel}
          onClick={() => setColorScheme(isDark ? "light" : "dark")}
        >
          {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t("nav.help")} (?)`}>
        <ActionIcon variant="subtle" color="gray" aria-label={t("nav.help")} onClick={onHelp}>
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
      <div className={classes.user}>
        <span>
          <bdi>{me.operator.full_name}</bdi>
        </span>
        <small>
          {t(`role.${me.operator.role}`)}
          {me.operator.extension && ` · ${me.operator.extension}`}
        </small>
      </div>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false} returnFocus>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={me.operator.full_name}>
            <IconUserCircle size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={hrefTo({ page: "settings" })}
            leftSection={<IconSettings size={16} />}
            data-autofocus
          >
            {t("nav.settings")}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={logout}>
            {t("nav.logout")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}
