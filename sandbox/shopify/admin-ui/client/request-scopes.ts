import { askInDialog } from './dialogs.ts';

type Question = (name: string, init?: RequestInit) => Promise<unknown>;

const listOf = (value: unknown, name: string): string[] => {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : [];
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
};

/**
 * `shopify.scopes.request`: only scopes that the app declares as optional, the merchant agrees to all or to none, and nothing
 * is asked when all are granted. Source: https://shopify.dev/docs/api/app-home/apis/authentication-and-data/scopes-api
 */
export async function requestScopes(question: Question, params: unknown): Promise<unknown> {
  const wanted = listOf(params, 'scopes');
  const detail = await question('scopes');
  const undeclared = wanted.filter((scope) => !listOf(detail, 'optional').includes(scope));
  if (wanted.length === 0 || undeclared.length > 0) {
    throw new Error(`The app does not declare these scopes as optional: ${undeclared.join(', ')}`);
  }
  const missing = wanted.filter((scope) => !listOf(detail, 'granted').includes(scope));
  if (missing.length === 0) return { result: 'granted-all', detail };
  const agreed = await askInDialog({
    title: 'The app asks for more permissions',
    text: `It would then also be allowed to: ${missing.map((scope) => scope.replace(/_/g, ' ')).join(', ')}.`,
    yes: 'Update permissions',
    no: 'Cancel',
  });
  if (!agreed) return { result: 'declined-all', detail };
  const query = new URLSearchParams({ scopes: missing.join(',') });
  return { result: 'granted-all', detail: await question(`grant-scopes?${query}`, { method: 'POST' }) };
}
