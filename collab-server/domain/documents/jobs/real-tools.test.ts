import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { degrees, PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it, vi } from 'vitest';
import { documentsApi } from '#protocol/documents/api';
import type { RecognisedPage } from '#protocol/documents/recognised';
import { fakeEnvironment } from '../../../testing/fake-environment.ts';
import { addCast, attach, prepareMeeting } from '../../../testing/meeting-cast.ts';
import { wordDocument } from '../../../testing/office-fixtures.ts';
import { runServer } from '../../../testing/running-server.ts';
import { tempDataDir } from '../../../testing/temp-storage.ts';
import { inspectPdf } from '../inspect-pdf.ts';
import { officeToPdf } from './office.ts';
import { findTools } from './tools.ts';

// What only the programs themselves can show. Skipped, visibly, where they are not installed.

const LOOKED_FOR = { soffice: undefined, tesseract: undefined, pdftoppm: undefined };
const tools = await findTools(LOOKED_FOR);
const SAMPLE = fileURLToPath(
  new URL('../../../../assets/sample/to-trinh-chuyen-doi-so.pdf', import.meta.url),
);

/** The first page of the sample, as a scanner leaves it that had the paper on its side: turned back by the viewer. */
async function turned(): Promise<Uint8Array<ArrayBuffer>> {
  const source = await PDFDocument.load(await readFile(SAMPLE));
  const document = await PDFDocument.create();
  const [page] = await document.embedPdf(source, [0]);
  if (page === undefined) throw new Error('no page');
  const sideways = document.addPage([page.height, page.width]);
  sideways.drawPage(page, { x: page.height, y: 0, rotate: degrees(90) });
  sideways.setRotation(degrees(90));
  return new Uint8Array(await document.save());
}

describe.skipIf(tools.ocr === undefined)('tesseract with Vietnamese', () => {
  it(
    '[OCR-1] reads a page of Vietnamese print, and says where each word stands, also on a turned page',
    { timeout: 120_000 },
    async () => {
      await using server = await runServer({ config: { tools: LOOKED_FOR } });
      const cast = await addCast(server);
      const { meeting, item } = await prepareMeeting(cast);
      const { client } = cast.secretary;
      const pages: RecognisedPage[] = [];
      for (const bytes of [new Uint8Array(await readFile(SAMPLE)), await turned()]) {
        const { version } = await attach(client, meeting, item, bytes);
        const params = { version: version?.id ?? '' };
        await client.call(documentsApi.startRecognition, { params });
        await vi.waitFor(
          async () =>
            expect(await client.call(documentsApi.recognition, { params })).toMatchObject({ state: 'done' }),
          { interval: 100, timeout: 60_000 },
        );
        pages.push(await client.call(documentsApi.recognisedPage, { params: { ...params, page: 0 } }));
      }
      const [upright, sideways] = pages;
      if (upright === undefined || sideways === undefined) throw new Error('no pages');
      const printed = execFileSync(tools.ocr?.pdftoppm.replace(/pdftoppm$/, 'pdftotext') ?? '', [
        '-f',
        '1',
        '-l',
        '1',
        SAMPLE,
        '-',
      ])
        .toString()
        .normalize('NFC')
        .split(/\s+/)
        .filter((word) => word !== '');
      const read = new Set(upright.words.map(([text]) => text));
      const found = printed.filter((word) => read.has(word));
      expect(found.length / printed.length).toBeGreaterThan(0.95);
      // The heading "TỜ TRÌNH" stands in the middle of the page, in its upper third.
      const heading = upright.words.find(([text]) => text === 'TRÌNH');
      const [, x = 0, y = 0, width = 0, height = 0] = heading ?? [];
      expect(x).toBeGreaterThan(upright.width * 0.4);
      expect(x + width).toBeLessThan(upright.width * 0.65);
      expect(y).toBeGreaterThan(upright.height * 0.66);
      expect(height).toBeLessThan(30);
      // The same word on the page that lies on its side: what was up is now to the left.
      const [, tx = 0, ty = 0, tw = 0, th = 0] = sideways.words.find(([text]) => text === 'TRÌNH') ?? [];
      expect([sideways.width, sideways.height].map(Math.round)).toEqual(
        [upright.height, upright.width].map(Math.round),
      );
      expect(Math.abs(tx - (upright.height - y - height))).toBeLessThan(3);
      expect(Math.abs(ty - x)).toBeLessThan(3);
      expect(Math.abs(tw - height) + Math.abs(th - width)).toBeLessThan(4);
    },
  );
});

describe.skipIf(tools.soffice === undefined)('LibreOffice', () => {
  const convert = async (file: Uint8Array, kind: 'docx', cage = tools.cage) => {
    const folder = await tempDataDir();
    const path = join(folder.path, 'upload');
    await writeFile(path, file);
    const work = join(folder.path, 'work');
    await mkdir(work);
    const job = { path, kind, folder: work, signal: new AbortController().signal };
    const result = await officeToPdf(job, { ...tools, cage }, fakeEnvironment());
    return { result, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
  };

  it('[PAPER-10] turns a Word file into a PDF', { timeout: 60_000 }, async () => {
    await using done = await convert(wordDocument('Tờ trình về việc điều chỉnh kế hoạch'), 'docx');
    expect((await stat(done.result)).size).toBeGreaterThan(1000);
    expect(await inspectPdf(done.result, '.pdf')).toMatchObject({
      ok: true,
      pages: [[expect.closeTo(595, 0), expect.closeTo(842, 0), 0]],
    });
  });

  it(
    '[JOB-3] fetches nothing that a file points to, even where the system can’t keep it from the network',
    {
      timeout: 60_000,
    },
    async () => {
      const asked: string[] = [];
      const server = createServer((request, answer) => {
        asked.push(request.url ?? '');
        answer.end();
      });
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      try {
        const { port } = server.address() as AddressInfo;
        const file = wordDocument('Có ảnh ở nơi khác', `http://127.0.0.1:${port}/spy.png`);
        for (const cage of [tools.cage, () => []]) {
          await using done = await convert(file, 'docx', cage);
          expect((await stat(done.result)).size).toBeGreaterThan(1000);
        }
        expect(asked).toEqual([]);
      } finally {
        server.close();
      }
    },
  );

  it('[PAPER-10] refuses what it can’t read', { timeout: 60_000 }, async () => {
    const broken = wordDocument('x').slice();
    broken.fill(0x55, 60, broken.length - 400);
    await expect(convert(broken, 'docx')).rejects.toMatchObject({ code: 'damagedOffice' });
  });
});
