import { PlatformUnreachableError } from '../errors.ts';

/** Longer has no answer: the outbox finds out what that means. */
const TIMEOUT_MS = 8000;

/**
 * Posts a form to a vendor.
 *
 * @returns the JSON object of the answer, whatever its status
 * @throws {PlatformUnreachableError} no answer, or none that is JSON
 */
export async function postForm(
  method: string,
  url: URL,
  headers: Record<string, string>,
  body: string,
): Promise<Record<string, unknown>> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const answer: unknown = JSON.parse(await response.text());
    if (typeof answer !== 'object' || answer === null) throw new TypeError('the answer is no JSON object');
    return answer as Record<string, unknown>;
  } catch (error) {
    const { code } = (error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined) ?? {};
    const neverLeft = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(String(code));
    throw new PlatformUnreachableError(method, error, !neverLeft);
  }
}
