/** What a call throws, as `Name: message`; undefined where it throws nothing. */
export function mistakeOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
