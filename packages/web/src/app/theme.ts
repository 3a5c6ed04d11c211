/** Looks: one accent colour, the system's own letters, an 8-pixel grid. */
import { type CSSVariablesResolver, createTheme, DEFAULT_THEME, Menu, rem } from "@mantine/core";

/** The two darkest shades are darker than the library's: white text upon them, pointed at or not (WCAG 2.2, 1.4.3). */
const [first, second, third, fourth, fifth, sixth, seventh, eighth] = DEFAULT_THEME.colors.cyan;

export const theme = createTheme({
  colors: {
    accent: [first, second, third, fourth, fifth, sixth, seventh, eighth, "#0b7285", "#095c6b"],
  },
  primaryColor: "accent",
  primaryShade: { light: 9, dark: 8 },
  autoContrast: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Menlo, monospace",
  headings: { fontFamily: "inherit", fontWeight: "600" },
  defaultRadius: "md",
  spacing: { xs: rem(8), sm: rem(12), md: rem(16), lg: rem(24), xl: rem(32) },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // An open menu has its first item in focus, and nothing in it but items.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
  },
});

/** Grey text, and red under a field, that can still be read: the library's own are too faint for small sizes. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "var(--mantine-color-gray-7)",
    "--mantine-color-error": "var(--mantine-color-red-9)",
  },
  dark: {
    "--mantine-color-dimmed": "var(--mantine-color-dark-1)",
    "--mantine-color-error": "var(--mantine-color-red-5)",
  },
});
