import { styleText } from 'node:util';

/** Colour for people, plain text for files. */
export function style(format: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY ? styleText(format, text) : text;
}
