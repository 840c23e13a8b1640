import { describe, expect, test } from 'vitest';
import { ApiError, createApi, messageOf } from '../../src/console/api.ts';
import type { Fetcher } from '../../src/console/api.ts';

function apiAnswering(answer: () => Response | Promise<Response>) {
  const requests: { url: string; init: RequestInit }[] = [];
  const fetcher: Fetcher = async (url, init) => {
    requests.push({ url, init });
    return answer();
  };
  return { api: createApi('/sandbox/api', fetcher), requests };
}

describe('sandbox api', () => {
  test('ids are encoded and the body is JSON', async () => {
    const { api, requests } = apiAnswering(() => Response.json({}));
    await api.clickCard('wang/3', 'TS 1', 'acknowledge', { department: ['parts'] });
    expect(requests[0]?.url).toBe('/sandbox/api/staff/wang%2F3/cards/TS%201/click');
    expect(requests[0]?.init).toMatchObject({
      method: 'POST',
      body: '{"key":"acknowledge","selected":{"department":["parts"]}}',
    });
  });

  test('the trace is asked for from the last known item on', async () => {
    const { api, requests } = apiAnswering(() => Response.json({ items: [] }));
    await api.trace();
    await api.trace('a&b');
    expect(requests.map((request) => request.url)).toEqual(['/sandbox/api/trace', '/sandbox/api/trace?after=a%26b']);
  });

  test('a file goes as it is, its Chinese name URL-encoded in a header', async () => {
    const { api, requests } = apiAnswering(() => Response.json({ token: 't', summary: [], problems: [] }));
    const file = new Blob(['车牌号']);
    await api.previewImport(file, '客户 1.csv');
    expect(requests[0]?.init.body).toBe(file);
    expect(requests[0]?.init.headers).toMatchObject({ 'x-file-name': '%E5%AE%A2%E6%88%B7%201.csv' });
  });

  test("the server's own words are shown when it refuses", async () => {
    const { api } = apiAnswering(() => Response.json({ error: '卡片已经处理过了' }, { status: 409 }));
    const error = await api.state().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 409, message: '卡片已经处理过了' });
  });

  test.each([
    ['an HTML page', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), '服务出错了（HTTP 502）'],
    ['an error without words', () => Response.json({ error: '' }, { status: 500 }), '服务出错了（HTTP 500）'],
    ['no answer', () => Promise.reject(new TypeError('fetch failed')), '连不上沙箱服务，请确认它还在运行'],
    [
      'an answer too late',
      () => Promise.reject(new DOMException('late', 'TimeoutError')),
      '等了很久没有回应，请稍后再看',
    ],
  ])('%s is told in Chinese', async (_what, answer, message) => {
    const { api } = apiAnswering(answer);
    await expect(api.state()).rejects.toThrow(message);
  });

  test('an error of the page itself shows no English', () => {
    expect(messageOf(new TypeError('x is undefined'))).toBe('页面出错了，请刷新后再试');
  });
});
