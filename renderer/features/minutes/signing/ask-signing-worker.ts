import type { SigningNews, SigningOrder } from './signing-worker.ts';

/** Has a worker of its own do it, which also loads the libraries for it. Never rejects. */
export async function askSigningWorker(order: SigningOrder): Promise<SigningNews> {
  const worker = new Worker(new URL('signing-worker.ts', import.meta.url), {
    type: 'module',
    name: 'signing',
  });
  try {
    const news = await new Promise<SigningNews>((resolve, reject) => {
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      worker.addEventListener('message', ({ data }: MessageEvent<SigningNews>) => resolve(data));
      worker.postMessage(order);
    });
    if (news.is === 'fault') console.warn(`${order.is} came to nothing`, news.code, news.reason);
    return news;
  } catch (error) {
    console.warn(`${order.is} came to nothing`, error);
    return { is: 'fault', code: 'broken', reason: String(error) };
  } finally {
    worker.terminate();
  }
}
