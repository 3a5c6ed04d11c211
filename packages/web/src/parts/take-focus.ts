/** As a `ref`: the focus comes here, when the control that led here is gone and had taken the focus with it. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
