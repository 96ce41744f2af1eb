import { beforeEach, describe, expect, test, vi } from 'vitest';
import { UPLOAD_PIECE, type FinishedUpload, type Upload } from '#protocol/documents/api';
import type { Paper } from '#protocol/documents/records';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import { ItemId, PaperId, UploadId } from '#protocol/wire/ids';
import { checkFile, titleOf } from './file-check.ts';
import { UploadQueue, type PaperForm, type UploadPhase, type UploadPorts } from './upload-queue.ts';

const form: PaperForm = {
  item: ItemId.parse('a'.repeat(20)),
  title: 'Báo cáo quý III',
  number: '12/BC-BNN',
  readers: { to: 'all' },
};

function pdf(bytes: number, name = 'bao-cao.pdf'): File {
  return new File([new Uint8Array(bytes)], name);
}

/** A server that keeps what it is sent, and a network that the test breaks. */
class FakeServer implements UploadPorts {
  uploads = new Map<UploadId, Upload>();
  papers: string[] = [];
  /** Called before each request; throws to fail it. */
  before: (request: 'start' | 'piece' | 'finish' | 'remove') => void = () => {};
  /** Called after each request was carried out; throws to lose its answer. */
  after: (request: 'start' | 'piece' | 'finish') => void = () => {};
  fault: RefusalCode | undefined;
  /** So many questions are answered with "it is being converted". */
  conversions = 0;
  waits = 0;
  attached = vi.fn();
  #last = 0;

  start(asked: PaperForm & { fileName: string; bytes: number }): Promise<Upload> {
    return this.#carry('start', () => {
      const id = UploadId.parse(String(++this.#last).padStart(20, '0'));
      const paper = PaperId.parse(String(this.#last).padStart(20, 'p'));
      const upload: Upload = {
        ...asked,
        id,
        received: 0,
        at: 0,
        isConverting: false,
        paper: asked.paper ?? paper,
      };
      this.uploads.set(id, upload);
      return upload;
    });
  }

  piece(id: UploadId, offset: number, bytes: Blob): Promise<number> {
    return this.#carry('piece', () => {
      const upload = this.#known(id);
      if (offset !== upload.received) throw new AppError('conflict');
      const received = offset + bytes.size;
      this.uploads.set(id, { ...upload, received });
      return received;
    });
  }

  finish(id: UploadId): Promise<FinishedUpload> {
    return this.#carry('finish', () => {
      const upload = this.#known(id);
      if (this.conversions > 0) return { state: 'converting', ahead: --this.conversions };
      this.uploads.delete(id);
      if (this.fault !== undefined) throw new AppError(this.fault);
      this.papers.push(upload.title);
      return { state: 'paper', paper: paperOf(upload) };
    });
  }

  remove(id: UploadId): Promise<void> {
    return this.#carry('remove', () => {
      this.uploads.delete(id);
    });
  }

  unfinished(): Promise<readonly Upload[]> {
    return Promise.resolve([...this.uploads.values()]);
  }

  isAttached(upload: Upload): Promise<boolean> {
    return Promise.resolve(this.papers.includes(upload.title));
  }

  wait(): Promise<void> {
    this.waits++;
    return Promise.resolve();
  }

  random(): number {
    return 0.5;
  }

  #known(id: UploadId): Upload {
    const upload = this.uploads.get(id);
    if (upload === undefined) throw new AppError('notFound');
    return upload;
  }

  async #carry<T>(request: 'start' | 'piece' | 'finish' | 'remove', task: () => T): Promise<T> {
    await Promise.resolve();
    this.before(request);
    const answer = task();
    if (request !== 'remove') this.after(request);
    return answer;
  }
}

function paperOf({ paper, item, title, number, readers }: Upload): Paper {
  return {
    id: paper,
    item,
    title,
    number,
    readers,
    secrecy: 'normal',
    version: null,
    earlier: [],
    pack: null,
  };
}

let server: FakeServer;
let queue: UploadQueue;

beforeEach(() => {
  server = new FakeServer();
  queue = new UploadQueue(server);
});

async function idle(): Promise<void> {
  await vi.waitFor(() => expect(queue.isBusy()).toBe(false), { interval: 1, timeout: 20_000 });
}

const offline = () => {
  throw new TypeError('network');
};

describe('sending', () => {
  test('goes in pieces, shows how far it is, and ends as a paper', async () => {
    const seen: number[] = [];
    queue.subscribe(() => seen.push(queue.entries()[0]?.received ?? -1));
    queue.add(pdf(2.5 * UPLOAD_PIECE), form);
    await idle();
    expect([...new Set(seen)]).toEqual([0, UPLOAD_PIECE, 2 * UPLOAD_PIECE, 2.5 * UPLOAD_PIECE, -1]);
    expect(queue.entries()).toEqual([]);
    expect(server.papers).toEqual(['Báo cáo quý III']);
    expect(server.attached).toHaveBeenCalledOnce();
  });

  test('is one file after the other', async () => {
    queue.add(pdf(UPLOAD_PIECE), form);
    queue.add(pdf(10), { ...form, title: 'Hai' });
    await idle();
    expect(server.papers).toEqual(['Báo cáo quý III', 'Hai']);
  });

  test('survives a line that fails now and then, also when only the answer was lost', async () => {
    let count = 0;
    server.before = () => {
      if (++count % 3 === 0) offline();
    };
    server.after = (request) => {
      if (request === 'piece' && ++count % 2 === 0) offline();
    };
    queue.add(pdf(5 * UPLOAD_PIECE), form);
    await idle();
    expect(server.papers).toEqual(['Báo cáo quý III']);
    expect(server.waits).toBeGreaterThan(2);
  });

  test('when the answer to the last request was lost, the paper is there once and nothing is left', async () => {
    let lost = false;
    server.after = (request) => {
      if (request !== 'finish' || lost) return;
      lost = true;
      offline();
    };
    queue.add(pdf(10), form);
    await idle();
    expect(server.papers).toHaveLength(1);
    expect(queue.entries()).toEqual([]);
  });

  test.each(['notPdf', 'officeFile', 'damagedPdf', 'protectedPdf'] as const)(
    'says %s and never retries',
    async (code) => {
      server.fault = code;
      queue.add(pdf(10), form);
      await idle();
      expect(queue.entries()[0]?.phase).toEqual({ at: 'failed', why: code });
      expect(server.waits).toBe(0);
      await queue.remove(queue.entries()[0]?.key ?? 0);
      expect(queue.entries()).toEqual([]);
    },
  );
});

describe('interrupted', () => {
  test('is shown, keeps what has arrived, and goes on from there', async () => {
    let pieces = 0;
    server.before = (request) => {
      if (request === 'piece' && ++pieces > 2) offline();
    };
    queue.add(pdf(4 * UPLOAD_PIECE), form);
    await idle();
    const [entry] = queue.entries();
    expect(entry).toMatchObject({
      phase: { at: 'interrupted', why: 'network' },
      received: 2 * UPLOAD_PIECE,
      hasFile: true,
    });
    expect(server.papers).toEqual([]);
    server.before = () => {};
    expect(queue.resume(entry?.key ?? 0)).toBe(true);
    await idle();
    expect(server.papers).toHaveLength(1);
  });

  test('in an earlier visit: asks for the same file and takes no other', async () => {
    const upload = await server.start({ ...form, fileName: 'tờ trình.pdf', bytes: 3 * UPLOAD_PIECE });
    await server.piece(upload.id, 0, pdf(UPLOAD_PIECE));
    await queue.load();
    await queue.load();
    const [entry, second] = queue.entries();
    expect(second).toBeUndefined();
    expect(entry).toMatchObject({ phase: { why: 'left' }, received: UPLOAD_PIECE, hasFile: false });
    const key = entry?.key ?? 0;
    expect(queue.resume(key)).toBe(false);
    expect(queue.resume(key, pdf(3 * UPLOAD_PIECE, 'khác.pdf'))).toBe(false);
    expect(queue.resume(key, pdf(2 * UPLOAD_PIECE, 'tờ trình.pdf'))).toBe(false);
    // macOS hands out names with combining marks.
    expect(queue.resume(key, pdf(3 * UPLOAD_PIECE, 'tờ trình.pdf'.normalize('NFD')))).toBe(true);
    await idle();
    expect(server.papers).toHaveLength(1);
  });

  test('cancelling leaves nothing on the server, at whatever moment', async () => {
    for (const moment of ['start', 'piece'] as const) {
      server.after = (request) => {
        if (request === moment) void queue.remove(queue.entries()[0]?.key ?? 0);
      };
      queue.add(pdf(3 * UPLOAD_PIECE), form);
      await idle();
      await vi.waitFor(() => expect(server.uploads.size).toBe(0), { interval: 1, timeout: 20_000 });
      expect(queue.entries()).toEqual([]);
    }
    expect(server.papers).toEqual([]);
  });

  test('removing waits for the piece that is still being written', async () => {
    await server.start({ ...form, fileName: 'a.pdf', bytes: 10 });
    await queue.load();
    let refusals = 2;
    server.before = () => {
      if (refusals-- > 0) throw new AppError('busy');
    };
    await queue.remove(queue.entries()[0]?.key ?? 0);
    expect(server.uploads.size).toBe(0);
    expect(queue.entries()).toEqual([]);
  });

  test('what could not be removed is still shown', async () => {
    await server.start({ ...form, fileName: 'a.pdf', bytes: 10 });
    await queue.load();
    server.before = offline;
    await expect(queue.remove(queue.entries()[0]?.key ?? 0)).rejects.toThrow('network');
    expect(queue.entries()).toHaveLength(1);
  });
});

describe('a file that is converted', () => {
  test('is shown while it takes, and the next file doesn’t wait for it', async () => {
    server.conversions = 3;
    const phases: UploadPhase[] = [];
    queue.subscribe(() => phases.push(...queue.entries().map((entry) => entry.phase)));
    queue.add(pdf(10, 'a.docx'), form);
    queue.add(pdf(10, 'b.pdf'), { ...form, title: 'Bản PDF' });
    await vi.waitFor(() => expect(queue.entries()).toEqual([]), { interval: 1, timeout: 20_000 });
    expect(phases.filter((phase) => phase.at === 'converting').map(({ ahead }) => ahead)).toContain(2);
    expect(server.papers.toSorted()).toEqual(['Bản PDF', form.title].toSorted());
    expect(server.attached).toHaveBeenCalledTimes(2);
  });

  test('is found again when the page was left meanwhile, without the file', async () => {
    const upload = await server.start({ ...form, fileName: 'a.docx', bytes: 10 });
    server.uploads.set(upload.id, { ...upload, received: 10, isConverting: true });
    server.conversions = 2;
    await queue.load();
    expect(queue.entries()).toMatchObject([{ phase: { at: 'converting' } }]);
    await vi.waitFor(() => expect(queue.entries()).toEqual([]), { interval: 1, timeout: 20_000 });
    expect(server.papers).toEqual([form.title]);
  });

  test('says why it could not be done', async () => {
    server.conversions = 1;
    server.fault = 'damagedOffice';
    queue.add(pdf(10, 'a.docx'), form);
    await vi.waitFor(
      () => expect(queue.entries()).toMatchObject([{ phase: { at: 'failed', why: 'damagedOffice' } }]),
      { interval: 1, timeout: 20_000 },
    );
  });

  test('can be stopped, and nothing is left on the server', async () => {
    server.conversions = 1000;
    let removed: Promise<void> | undefined;
    queue.subscribe(() => {
      const [entry] = queue.entries();
      if (entry?.phase.at === 'converting') removed ??= queue.remove(entry.key);
    });
    queue.add(pdf(10, 'a.docx'), form);
    await vi.waitFor(() => expect(removed).toBeDefined(), { interval: 1, timeout: 20_000 });
    await removed;
    expect(queue.entries()).toEqual([]);
    expect(server.uploads.size).toBe(0);
  });
});

describe('before anything is sent', () => {
  const file = (content: string, name: string) => new File([content], name);

  test.each([
    ['', 'a.pdf', 'emptyFile', 'emptyFile'],
    ['%PDF-1.7 …', 'a.pdf', undefined, undefined],
    ['\u0000\u0000%PDF-1.4', 'không đuôi', undefined, undefined],
    ['PK\u0003\u0004…', 'Tờ trình.docx', 'officeFile', undefined],
    ['PK\u0003\u0004…', 'BẢNG.XLSX', 'officeFile', undefined],
    ['{\\rtf1', 'a.rtf', 'officeFile', undefined],
    // With macros: no server converts it.
    ['PK\u0003\u0004…', 'a.docm', 'officeFile', 'officeFile'],
    ['PK\u0003\u0004…', 'a.zip', 'notPdf', 'notPdf'],
    ['nothing', 'a.docx', 'notPdf', 'notPdf'],
    ['\u00ff\u00d8\u00ff', 'ảnh.pdf', 'notPdf', 'notPdf'],
    [`%PDF-1.7${'x'.repeat(200)}`, 'a.pdf', 'tooLarge', 'tooLarge'],
  ])('%# %s %s', async (content, name, fault, faultWithOffice) => {
    expect(await checkFile(file(content, name), { maxBytes: 100, takesOffice: false })).toBe(fault);
    expect(await checkFile(file(content, name), { maxBytes: 100, takesOffice: true })).toBe(faultWithOffice);
  });

  test('a newer office file in the older container asks for a password', async () => {
    const locked = new File([Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1)], 'a.docx');
    expect(await checkFile(locked, { maxBytes: 100, takesOffice: true })).toBe('protectedOffice');
  });

  test('the name of the file is offered as its title', () => {
    expect(titleOf('Bao_cao  quý III.final.pdf')).toBe('Bao cao quý III.final');
    expect(titleOf('Tờ trình'.normalize('NFD'))).toBe('Tờ trình'.normalize('NFC'));
  });
});
