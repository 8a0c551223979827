import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { blocks } from './documentation.js';

/**
 * Whether an example can be started as its README says.
 *
 * @param isAnswered requests the URL that it prints, and expects an answer
 */
export function testStart(example: string, isAnswered: (url: string) => Promise<void>): void {
  test('npm start listens, and prints a request that is answered', async () => {
    const child = spawn('npm', ['start', '--silent'], {
      cwd: `examples/${example}`,
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const url = /'(http:[^']+)'/.exec(line.toString())?.[1] ?? '';
      await isAnswered(url);
    } finally {
      // npm, its shell and the server are one process group.
      if (child.pid !== undefined) process.kill(-child.pid);
    }
  }, 30_000);
}

/** Whether the README of an example shows its code. */
export function testCodeOfReadme(example: string): void {
  test('has the code as it is, and that 80 lines at most', () => {
    const [app = '', main = ''] = ['app', 'main'].map((name) =>
      readFileSync(`examples/${example}/src/${name}.ts`, 'utf8'),
    );
    expect(blocks(`examples/${example}/README.md`, 'ts')).toEqual([`// src/app.ts\n${app}`]);
    expect(`${app}${main}`.split('\n').length - 1).toBeLessThanOrEqual(80);
  });
}
