import { type Answer, type Question, useAsk } from '../http/ask.js';
import { type AppRoute, filledPath, protectedRoutesOf } from '../http/app-routes.js';
import { type TokenCase } from './token-case.js';
import { type Service } from '../http/use-service.js';

/** Sends cases to every route that needs a token; the routes are found in the service itself. */
export function useTokenMatrix(service: Service) {
  const ask = useAsk(() => service.app);
  const questionOf = ({ authorization, headers, body, query }: TokenCase, route: AppRoute): Question => ({
    method: route.method,
    path: filledPath(route) + (query ? `?${query}` : ''),
    authorization,
    // Node's client says nothing about the length of a body that it does not expect.
    headers: body === undefined ? headers : { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
    body,
  });
  return {
    ask,
    /** The answers of all those routes, by name. */
    answersTo: async (one: TokenCase): Promise<Map<string, Answer>> => {
      const answers = new Map<string, Answer>();
      for (const route of protectedRoutesOf(service.app)) {
        answers.set(`${route.method} ${route.path}`, await ask(questionOf(one, route)));
      }
      expect(answers.size).toBeGreaterThan(0);
      return answers;
    },
  };
}
