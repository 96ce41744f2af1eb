import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { fakeProgram } from './fake-program.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A ZIP archive of these files, not packed. */
function zipOfTexts(files: Readonly<Record<string, string>>): Bytes {
  return archive(
    Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text), unpacked: undefined })),
  );
}

/** A ZIP archive of empty entries that says of each that it unpacks to so many bytes. */
export function zipOf(entries: readonly { readonly name: string; readonly unpacked: number }[]): Bytes {
  return archive(entries.map((entry) => ({ ...entry, content: Buffer.alloc(0) })));
}

function archive(
  entries: readonly {
    readonly name: string;
    readonly content: Buffer;
    /** What it says of itself; undefined: the truth. */
    readonly unpacked: number | undefined;
  }[],
): Bytes {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, unpacked } of entries) {
    const text = Buffer.from(name);
    const size = unpacked ?? content.length;
    const sum = crc32(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04_03_4b_50, 0);
    local.writeUInt32LE(sum, 14);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(text.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02_01_4b_50, 0);
    central.writeUInt32LE(sum, 16);
    central.writeUInt32LE(content.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(text.length, 28);
    central.writeUInt32LE(offset, 42);
    parts.push(local, text, content);
    directory.push(central, text);
    offset += local.length + text.length + content.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06_05_4b_50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, listed, end]));
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const OPEN_XML = 'http://schemas.openxmlformats.org';

/** A real Word document with one paragraph, and a picture that lies at the address `picture`. */
export function wordDocument(text: string, picture?: string): Bytes {
  const relations = (entries: string) =>
    `${XML}<Relationships xmlns="${OPEN_XML}/package/2006/relationships">${entries}</Relationships>`;
  const kind = `${OPEN_XML}/officeDocument/2006/relationships`;
  const drawing = `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="990000" cy="990000"/><wp:docPr id="1" name="P"/>
<a:graphic><a:graphicData uri="${OPEN_XML}/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/>
<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rId5"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="990000" cy="990000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
  return zipOfTexts({
    '[Content_Types].xml': `${XML}<Types xmlns="${OPEN_XML}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': relations(
      `<Relationship Id="rId1" Type="${kind}/officeDocument" Target="word/document.xml"/>`,
    ),
    'word/_rels/document.xml.rels': relations(
      picture === undefined
        ? ''
        : `<Relationship Id="rId5" Type="${kind}/image" Target="${picture}" TargetMode="External"/>`,
    ),
    'word/document.xml': `${XML}<w:document xmlns:w="${OPEN_XML}/wordprocessingml/2006/main" xmlns:r="${kind}"
xmlns:wp="${OPEN_XML}/drawingml/2006/wordprocessingDrawing" xmlns:a="${OPEN_XML}/drawingml/2006/main"
xmlns:pic="${OPEN_XML}/drawingml/2006/picture"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p>
${picture === undefined ? '' : drawing}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
  });
}

/** What passes for a Word file until somebody reads it. */
export function wordFile(): Bytes {
  return zipOf([
    { name: '[Content_Types].xml', unpacked: 400 },
    { name: 'word/document.xml', unpacked: 9000 },
  ]);
}

/**
 * Stands for LibreOffice: answers the bytes of `result.pdf` beside it, and writes down how it was called. While there is
 * a file `hold` it doesn't end; with a file `fault` it ends like LibreOffice on a file that it can't read, without a
 * result.
 */
export async function fakeSoffice(folder: string, result: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'result.pdf'), result);
  return fakeProgram(
    folder,
    'soffice',
    `here='${folder}'
printf '%s\\n' "$@" > "$here/args"
cat "$HOME/profile/user/registrymodifications.xcu" > "$here/profile"
while [ -e "$here/hold" ]; do sleep 0.02; done
[ -e "$here/fault" ] && exit 0
out=''
while [ $# -gt 0 ]; do
  [ "$1" = '--outdir' ] && out="$2"
  shift
done
mkdir -p "$out"
cp "$here/result.pdf" "$out/source.pdf"`,
  );
}

/** Stand for pdftoppm and tesseract: every page has two words, and each call is written down. */
export async function fakeOcr(folder: string): Promise<{ pdftoppm: string; tesseract: string }> {
  await mkdir(folder, { recursive: true });
  const row = (left: number, text: string) => ['5', 1, 1, 1, 1, 1, left, 100, 50, 20, 91, text].join('\\t');
  const table = `level\\n${row(100, 'Tờ')}\\n${row(160, 'trình')}\\n`;
  return {
    pdftoppm: await fakeProgram(
      folder,
      'pdftoppm',
      `here='${folder}'
echo "$@" >> "$here/drawn"
while [ -e "$here/hold" ]; do sleep 0.02; done
[ -e "$here/fault" ] && exit 3
for last in "$@"; do :; done
echo picture > "$last.pgm"`,
    ),
    tesseract: await fakeProgram(
      folder,
      'tesseract',
      `if [ "$1" = '--list-langs' ]; then printf 'List\\neng\\nvie\\n'; exit 0; fi
printf '${table}' > "$2.tsv"`,
    ),
  };
}
