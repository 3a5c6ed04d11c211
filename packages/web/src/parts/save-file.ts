/** Hands a file that was made in the page to the browser, to be kept. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it when it comes round to this.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
