import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const lagoon: MantineColorsTuple = [
  "#eaf6fa",
  "#d8eaf1",
  "#aed4e3",
  "#80bdd5",
  "#5caac9",
  "#459ec1",
  "#3798be",
  "#1f7fa4",
  "#146b8d",
  "#00587a",
];

const night: MantineColorsTuple = [
  "#d5dbe0",
  "#b3bcc4",
  "#8d98a3",
  "#6a7580",
  "#3d4650",
  "#343c44",
  "#232a31",
  "#1d2329",
  "#171c21",
  "#101417",
];

export const theme = createTheme({
  colors: { lagoon, dark: night },
  primaryColor: "lagoon",
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', monospace",
  components: {
    // Mantine's grey of a notification's text is a shade too light for WCAG AA.
    Notification: { styles: { description: { color: "var(--cb-muted)" } } },
  },
  headings: { fontWeight: "600" },
});

/** Greys and reds that are legible on our surfaces (WCAG AA), where Mantine's own are a shade too light. */
export const legible: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#55616b",
    "--mantine-color-placeholder": "#6b7680",
    "--mantine-color-error": "#b3202a",
    "--mantine-color-red-light-color": "#b3202a",
  },
  dark: {
    "--mantine-color-body": "#1d2329",
    "--mantine-color-dimmed": "#a3afba",
    "--mantine-color-placeholder": "#93a0ab",
    "--mantine-color-error": "#ff9b9b",
    "--mantine-color-red-filled": "#c92a2a",
    "--mantine-color-red-filled-hover": "#b02525",
  },
});
