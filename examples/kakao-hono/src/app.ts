import { zValidator } from '@hono/zod-validator';
import { Failure, KakaoError, kakao } from '@oryu/core';
import { providerErrors } from '@oryu/hono';
import { Hono } from 'hono';
import { z } from 'zod';

/** What is left of the quota of each REST API key, and the end of the maintenance that is going on. */
export interface Provider {
  readonly quotas: Map<string, number>;
  readonly maintenance?: Date;
}

const point = z.object({ x: z.number().min(124).max(132), y: z.number().min(33).max(43) });
const pair = z.string().transform((text) => {
  const [x, y] = text.split(',').map(Number);
  return { x, y };
});
const query = z.object({ origin: pair.pipe(point), destination: pair.pipe(point) });
const body = z.object({ origin: point, destination: point, waypoints: z.array(point).max(30) });

type Point = z.infer<typeof point>;
type Checked = { success: boolean; error?: { issues: { path: PropertyKey[] }[] } };

function refuse({ success, error }: Checked): void {
  const names = error?.issues.map(({ path }) => path.join('.')) ?? [];
  if (!success) throw new Failure('invalid-parameter', { names });
}

/** As the crow flies, in metres: a degree of latitude is 111 km, one of longitude in Korea 89 km. */
function distance(points: readonly Point[]): number {
  const legs = points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    return Math.hypot((to.x - from.x) * 89_000, (to.y - from.y) * 111_000);
  });
  return Math.round(legs.reduce((sum, leg) => sum + leg, 0));
}

/** "No route" is a result of a request that succeeded, not an error. */
function routes(...points: readonly Point[]) {
  const metres = distance(points);
  if (metres <= 5) return { routes: [{ result_code: 104, result_msg: '출발지와 도착지가 같습니다' }] };
  return { routes: [{ result_code: 0, result_msg: '길찾기 성공', summary: { distance: metres } }] };
}

/** A directions API in the form of Kakao Mobility's. */
export function createApp({ quotas, maintenance }: Provider): Hono {
  const app = new Hono();
  providerErrors(app, kakao({ wwwAuthenticate: 'KakaoAK' }));

  app.use('/v1/*', async ({ req }, next) => {
    if (maintenance !== undefined) throw new KakaoError(-9798, { retryAfter: maintenance });
    const key = /^KakaoAK (\S+)$/.exec(req.header('authorization') ?? '')?.[1] ?? '';
    const left = quotas.get(key);
    if (left === undefined) throw new KakaoError(-401);
    if (left === 0) throw new KakaoError(-10);
    quotas.set(key, left - 1);
    await next();
  });
  app.get('/v1/directions', zValidator('query', query, refuse), (context) => {
    const { origin, destination } = context.req.valid('query');
    return context.json(routes(origin, destination));
  });
  app.post('/v1/waypoints/directions', zValidator('json', body, refuse), (context) => {
    const { origin, waypoints, destination } = context.req.valid('json');
    return context.json(routes(origin, ...waypoints, destination));
  });
  return app;
}
