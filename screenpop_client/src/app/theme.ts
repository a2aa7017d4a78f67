import { createTheme, type MantineColorsTuple } from "@mantine/core";

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

export const theme = createTheme({
  colors: { lagoon },
  primaryColor: "lagoon",
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontWeight: "600" },
});
