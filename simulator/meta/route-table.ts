import type { Route } from '../../domain/http.ts';

/** The same shape as the product's routes, so that its server can mount them too. */
export type SimRoute = Route;

function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}

/** The route of a request, with the values of its path. */
export function findRoute(
  routes: readonly SimRoute[],
  method: string,
  path: string,
): { readonly route: SimRoute; readonly params: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = match(route.path, path);
    if (params) return { route, params };
  }
  return undefined;
}
