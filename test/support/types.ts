/** Compiles with `true` where both types are the same, with `false` where they are not. */
export function same<A, B>(
  _: (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false,
): void {}
