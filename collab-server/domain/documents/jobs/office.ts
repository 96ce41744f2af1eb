import { copyFile, open, stat, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OfficeKind } from '#protocol/documents/office';
import { AppError } from '#protocol/wire/codes';
import type { Environment } from '../../../environment.ts';
import type { ToolLimits } from './cage.ts';
import { runTool } from './run-tool.ts';
import type { Tools } from './tools.ts';
import { zipFault } from './zip-fault.ts';

/** Three minutes and 3 GiB turn a report of a thousand pages into PDF; what needs more is refused. */
export const OFFICE_LIMITS: ToolLimits = {
  milliseconds: 180_000,
  memory: 3 * 1024 ** 3,
  fileBytes: 256 * 1024 ** 2,
};

/**
 * The filters that read and write each kind. Named, because LibreOffice would otherwise look into the file and choose
 * among a hundred, of which most are old and little tested.
 */
const FILTERS: Record<OfficeKind, { readonly read: string; readonly write: string }> = {
  docx: { read: 'MS Word 2007 XML', write: 'writer_pdf_Export' },
  odt: { read: 'writer8', write: 'writer_pdf_Export' },
  doc: { read: 'MS Word 97', write: 'writer_pdf_Export' },
  rtf: { read: 'Rich Text Format', write: 'writer_pdf_Export' },
  xlsx: { read: 'Calc MS Excel 2007 XML', write: 'calc_pdf_Export' },
  ods: { read: 'calc8', write: 'calc_pdf_Export' },
  xls: { read: 'MS Excel 97', write: 'calc_pdf_Export' },
  pptx: { read: 'Impress MS PowerPoint 2007 XML', write: 'impress_pdf_Export' },
  odp: { read: 'impress8', write: 'impress_pdf_Export' },
  ppt: { read: 'MS PowerPoint 97', write: 'impress_pdf_Export' },
};

/**
 * Turns an office file into a PDF in the job's folder and answers its path. LibreOffice gets a profile of its own each
 * time, in which macros, links to other files and the network are switched off. `AppError('damagedOffice')` when it
 * can't, or not within {@link OFFICE_LIMITS}.
 */
export async function officeToPdf(
  job: {
    readonly path: string;
    readonly kind: OfficeKind;
    readonly folder: string;
    readonly signal: AbortSignal;
  },
  tools: Pick<Tools, 'soffice' | 'cage'>,
  env: Environment,
): Promise<string> {
  const { soffice, cage } = tools;
  if (soffice === undefined) throw new AppError('officeFile');
  const { folder, kind, signal } = job;
  // Under a name of ours: the file's own never comes near a command line.
  const source = join(folder, `source.${kind}`);
  const fault = await zipFault(job.path);
  if (fault !== undefined) throw new AppError('damagedOffice', { cause: new Error(fault) });
  await copyFile(job.path, source);
  await mkdir(join(folder, 'profile', 'user'), { recursive: true });
  await writeFile(join(folder, 'profile', 'user', 'registrymodifications.xcu'), PROFILE);
  const { read, write } = FILTERS[kind];
  const end = await runTool(
    {
      program: soffice,
      args: [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        '--headless',
        '--norestore',
        '--nologo',
        '--nodefault',
        '--nolockcheck',
        '--nofirststartwizard',
        `--infilter=${read}`,
        '--convert-to',
        `pdf:${write}`,
        '--outdir',
        join(folder, 'out'),
        source,
      ],
      folder,
      limits: OFFICE_LIMITS,
      signal,
    },
    cage,
    env,
  );
  const result = join(folder, 'out', 'source.pdf');
  // It answers 0 also when it could not read the file.
  const size = await stat(result).then(
    (found) => found.size,
    () => 0,
  );
  if (end.ok && size > 0) return result;
  if (!end.ok && end.why === 'missing') throw new AppError('broken', { cause: end });
  throw new AppError('damagedOffice', {
    cause: new Error(end.ok ? 'no result' : `${end.why}: ${end.detail}`),
  });
}

/** The first bytes of a file, to tell what it is. */
export async function headOf(path: string): Promise<Uint8Array> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
  return new Uint8Array(buffer.subarray(0, bytesRead));
}

const item = (path: string, name: string, value: string) =>
  `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;

const PROFILE = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"',
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
  item('Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'),
  item('Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'),
  item('Office.Common/Security/Scripting', 'DisableActiveContent', 'true'),
  item('Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
  // Never follow links to other files; never open a connection but through a proxy that isn't there.
  item('Office.Writer/Content/Update', 'Link', '2'),
  item('Office.Calc/Content/Update', 'Link', '1'),
  item('Inet/Settings', 'ooInetProxyType', '2'),
  item('Inet/Settings', 'ooInetHTTPProxyName', '127.0.0.1'),
  item('Inet/Settings', 'ooInetHTTPProxyPort', '9'),
  item('Inet/Settings', 'ooInetHTTPSProxyName', '127.0.0.1'),
  item('Inet/Settings', 'ooInetHTTPSProxyPort', '9'),
  item('Office.Common/Misc', 'FirstRun', 'false'),
  item('Office.Common/Java', 'Enable', 'false'),
  '</oor:items>',
].join('\n');
